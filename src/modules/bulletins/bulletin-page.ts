import { escapedHtml } from '../../kernel/html.js';
import { type Bilingual, type Language, say, type TextParams } from '../../kernel/language.js';

import { addDays, clockTimeOf, localDateOf } from '../../kernel/local-date.js';
import { GROUPINGS, RATE_CODES, type RateCode, RATES } from '../issues/index.js';
import type { Figures } from '../reports/index.js';
import type { BulletinContent, BulletinFilters, FrozenExclusion } from './bulletin-content.js';
import { PAGE_STYLE } from './bulletin-page-style.js';
import { NOTES, WORDS } from './bulletin-page-words.js';
import { contentOf } from './bulletins.presenter.js';
import type { StoredBulletin } from './bulletins.store.js';
import { officialNumber } from './domain/bulletin-number.js';

type Proof = Pick<StoredBulletin, 'hash' | 'signature' | 'keyId'>;
/** Markup; whatever comes from elsewhere was escaped when it was made. */
type Html = string;
type Say = (text: Bilingual, params?: TextParams) => Html;

/** The rates that each row shows; the table of the whole shows all. */
const IN_ROWS: readonly RateCode[] = ['completion', 'solved', 'onTime', 'overdue', 'satisfaction', 'ratingCoverage'];

/** A bulletin as one page of HTML that needs nothing else, to be printed or made into a PDF. */
export function bulletinPage(bulletin: StoredBulletin, language: Language): Html {
  const content = contentOf(bulletin);
  const told: Say = (text, params) => escapedHtml(say(text, language, params));
  const { title, total, exclusions } = content;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${told(officialNumber(content))} ${told(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${head(content, told)}
<main>
${section(told(WORDS.overall), overall(total, told))}
${section(told(WORDS.byGroup, { group: say(groupOf(content), language).toLowerCase() }), rows(content, told))}
${section(told(WORDS.leftOut, { count: exclusions.length }), leftOut(exclusions, told))}
<section class="notes"><h2>${told(WORDS.notes)}</h2><ul>${NOTES.map((note) => `<li>${told(note)}</li>`).join('')}</ul></section>
</main>
${proof(bulletin, told)}
</body>
</html>
`;
}

const groupOf = ({ groupBy }: BulletinContent): Bilingual => GROUPINGS[groupBy];
const section = (heading: Html, body: Html): Html => `<section><h2>${heading}</h2>\n${body}</section>`;

function head(content: BulletinContent, told: Say): Html {
  const { region, title, period, filters } = content;
  const facts: readonly (readonly [Bilingual, Html])[] = [
    [WORDS.period, told(WORDS.periodOf, { from: period.from, last: addDays(period.to, -1) })],
    [WORDS.asOf, instantOf(content.asOf, told)],
    ...(Object.keys(filters).length === 0 ? [] : [[WORDS.filters, filtersOf(filters, told)] as const]),
    [WORDS.issued, instantOf(content.createdAt, told)],
  ];
  const list = facts.map(([name, value]) => `<dt>${told(name)}</dt><dd>${value}</dd>`).join('\n');
  // The name is filled in by `told`, so it is one text in the language of the page.
  const organisation = told({
    zh: WORDS.organisation.zh.replace('{region}', region.name.zh),
    en: WORDS.organisation.en.replace('{region}', region.name.en),
  });
  return `<header>
<p class="organisation">${organisation}</p>
<p class="number">${told(officialNumber(content))}</p>
<hr class="rule">
<h1>${told(title)}</h1>
<dl>${list}</dl>
</header>`;
}

function instantOf(text: string, told: Say): Html {
  const instant = Date.parse(text);
  return told(WORDS.beijing, { date: localDateOf(instant), time: clockTimeOf(instant) });
}

const FILTER_NAMES: Readonly<Record<keyof BulletinFilters, Bilingual>> = {
  categoryCode: GROUPINGS.category,
  departmentId: GROUPINGS.department,
  chainCode: GROUPINGS.chain,
  level: GROUPINGS.level,
  channel: GROUPINGS.channel,
  campaignCode: GROUPINGS.campaign,
};

function filtersOf(filters: BulletinFilters, told: Say): Html {
  const named = Object.entries(filters) as [keyof BulletinFilters, string][];
  return named.map(([name, value]) => `${told(FILTER_NAMES[name])} ${escapedHtml(value)}`).join(' · ');
}

function overall({ counts, rates, handling }: Figures, told: Say): Html {
  const lines = RATE_CODES.map((code) => {
    const { numerator, denominator, text } = rates[code];
    return `<tr><th scope="row">${told(RATES[code].label)}</th>${count(numerator)}${count(denominator)}${count(text)}</tr>`;
  });
  const { mean, median, p90 } = handling;
  const took = { count: handling.count, mean: mean ?? '—', median: median ?? '—', p90: p90 ?? '—' };
  const columns = [WORDS.metric, WORDS.numerator, WORDS.denominator, WORDS.rate];
  return `<p>${told(WORDS.counts, { ...counts })}</p>
<p>${told(WORDS.handling, took)}</p>
${tableOf(columns, lines, told)}`;
}

const count = (value: number | string): Html => `<td class="count">${escapedHtml(String(value))}</td>`;

function rows(content: BulletinContent, told: Say): Html {
  const columns = [WORDS.rank, groupOf(content), WORDS.received, ...IN_ROWS.map((code) => RATES[code].label)];
  const lines = content.rows.map(({ label, rank, figures }) =>
    line(rank === null ? '—' : String(rank), told(label), figures),
  );
  const total = line('', told(WORDS.total), content.total, ' class="total"');
  return tableOf(columns, [...lines, total], told);
}

function line(rank: string, label: Html, { counts, rates }: Figures, mark = ''): Html {
  const cells = IN_ROWS.map((code) => {
    const { numerator, denominator, text } = rates[code];
    return `<td class="count">${escapedHtml(text)}<span class="share">${numerator}/${denominator}</span></td>`;
  });
  return `<tr${mark}><td class="rank">${rank}</td><th scope="row">${label}</th>${count(counts.received)}${cells.join('')}</tr>`;
}

function leftOut(exclusions: readonly FrozenExclusion[], told: Say): Html {
  if (exclusions.length === 0) return `<p>${told(WORDS.nothingLeftOut)}</p>`;
  const lines = exclusions.map(({ number, title, reason }) => {
    const named = title === null ? told(WORDS.confidential) : escapedHtml(title);
    return `<tr><td>${escapedHtml(number)}</td><td>${named}</td><td>${escapedHtml(reason)}</td></tr>`;
  });
  return tableOf([WORDS.number, WORDS.title, WORDS.reason], lines, told);
}

function tableOf(columns: readonly Bilingual[], lines: readonly Html[], told: Say): Html {
  const headings = columns.map((column) => `<th scope="col">${told(column)}</th>`).join('');
  const table = `<table>\n<thead><tr>${headings}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
  // On a phone a table is wider than the page; it scrolls by itself, also from the keyboard.
  return `<div class="wide" tabindex="0">${table}</div>`;
}

function proof({ hash, signature, keyId }: Proof, told: Say): Html {
  return `<footer class="proof">
<div>${told(WORDS.hash)}: <code>${escapedHtml(hash)}</code></div>
<div>${told(WORDS.signature, { keyId })}: <code>${escapedHtml(signature)}</code></div>
</footer>`;
}
