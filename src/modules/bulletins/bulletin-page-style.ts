import { createHash } from 'node:crypto';

/** For A4 paper, and for a screen that shows it as such; no font, picture or script is loaded. */
export const PAGE_STYLE = `
@page { size: A4; margin: 20mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
* { box-sizing: border-box; }
html { font: 10.5pt/1.55 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, "Times New Roman", serif; color: #111; }
body { max-width: 178mm; margin: 0 auto; }
header { text-align: center; }
.organisation { margin: 0; font-size: 24pt; line-height: 1.3; letter-spacing: .06em; color: #b3161b; font-weight: 700; }
html:lang(en) .organisation { font-size: 19pt; letter-spacing: 0; }
html:lang(en) thead th { font-size: 8.5pt; padding: 1mm; }
.number { margin: 2mm 0 1.5mm; }
.rule { border: 0; border-top: 2pt solid #b3161b; margin: 0 0 7mm; }
h1 { font-size: 17pt; line-height: 1.35; margin: 0 0 5mm; }
h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid; }
main p { margin: 0 0 2mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .6mm 4mm; margin: 0; text-align: left; }
dt { color: #555; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .5pt solid #777; padding: 1mm 1.6mm; vertical-align: middle; text-align: left; overflow-wrap: anywhere; }
th { background: #f2efe9; font-weight: 700; text-align: center; overflow-wrap: normal; }
tbody th { text-align: left; background: none; font-weight: 400; }
.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.rank { text-align: center; white-space: nowrap; }
.share { display: block; color: #555; font-size: 8pt; }
.total th, .total td { font-weight: 700; background: #faf8f4; }
.notes { font-size: 9pt; color: #333; }
.notes ul { margin: 0; padding-left: 5mm; }
.proof { margin-top: 8mm; border-top: .5pt solid #777; padding-top: 2mm; font-size: 8pt; color: #444; break-inside: avoid; }
.proof code { font: 7.5pt/1.4 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
@media screen { body { max-width: 186mm; padding: 14mm 4mm; } .wide { overflow-x: auto; } }
@media screen and (max-width: 180mm) { body { padding-top: 6mm; } tbody th { min-width: 5.5em; } }
`;

const HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Content-Security-Policy of the page: its one style, and nothing else at all. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
