import { RATES } from './plain-figures.js';
import type { SignedIn } from './people.js';

export interface RateView {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly text: string;
  readonly numeratorUrl: string;
  readonly denominatorUrl: string;
}

/** The numbers of a total or a row, with their links. */
export interface LinkedFigures extends Readonly<Record<string, unknown>> {
  readonly received: number;
  readonly excluded: Readonly<Record<string, number | string>>;
  readonly open: number;
  readonly openUrl: string;
  readonly unrouted: number;
  readonly unroutedUrl: string;
  readonly handlingWorkingDays: { readonly count: number; readonly issuesUrl: string };
  readonly issuesUrl: string;
}

/** The links of a view with the numbers that they stand for. */
export function linksOf(figures: LinkedFigures): [url: string, number: number, figure: string][] {
  const { excluded } = figures;
  return [
    [figures.issuesUrl, figures.received, 'received'],
    ...['refused', 'withdrawn', 'merged'].map((kind): [string, number, string] => [
      String(excluded[`${kind}Url`]),
      Number(excluded[kind]),
      kind,
    ]),
    [figures.openUrl, figures.open, 'open'],
    [figures.unroutedUrl, figures.unrouted, 'unrouted'],
    [figures.handlingWorkingDays.issuesUrl, figures.handlingWorkingDays.count, 'handled'],
    ...RATES.flatMap((name): [string, number, string][] => {
      const { numerator, denominator, numeratorUrl, denominatorUrl } = figures[name] as RateView;
      return [
        [numeratorUrl, numerator, `${name}.numerator`],
        [denominatorUrl, denominator, `${name}.denominator`],
      ];
    }),
  ];
}

/** How many issues the list behind a number has. */
export async function countBehind(as: SignedIn, url: string): Promise<number> {
  const { body } = await as.get(`${url}&count=true&limit=1`).expect(200);
  return (body as { total: number }).total;
}
