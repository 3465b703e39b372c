import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/config/project-root.js';
import { COUNTS, type CountCode, type Fact, FACTS, factMask, RATES, type RateCode } from '../issues/index.js';
import { type Figures, Tally, type TallyRow } from './figures.js';

const PAGE = readFileSync(join(projectRoot(), 'docs/metrics.md'), 'utf8');

const EXAMPLES = [...PAGE.matchAll(/^```metric\n([\s\S]*?)^```$/gm)].map((match) => {
  const [metric = '', ...lines] = match[1]!.trimEnd().split('\n');
  const result = lines.pop()!.replace(/^→ /, '');
  return { metric, lines, result };
});

const TIMES = ['due', 'originally due', 'past due', 'submitted earlier'];

/** `40 issues: received, due, finishedInTime` as the database would count it. */
function rowOf(line: string): TallyRow {
  const [, number, words] = /^(\d+) issues?: (.*)$/.exec(line)!;
  const issues = Number(number);
  const said = words!.split(', ');
  const took = said.flatMap((word) => /^took (\d+)\.(\d)$/.exec(word)?.slice(1).join('') ?? []);
  const facts = said.filter((word) => !TIMES.includes(word) && !word.startsWith('took '));
  expect(facts.filter((fact) => !(fact in FACTS))).toEqual([]);
  const inPeriod = said.includes('submitted earlier') ? 0 : issues;
  return {
    value: null,
    facts: factMask(facts as Fact[]),
    receivedInPeriod: inPeriod,
    pastDueInPeriod: said.includes('past due') ? inPeriod : 0,
    dueInPeriod: said.includes('due') ? issues : 0,
    originallyDueInPeriod: said.includes('originally due') ? issues : 0,
    handling: took[0] === undefined ? null : Array.from({ length: issues }, () => Number(took[0])).join(','),
  };
}

function resultOf(metric: string, { counts, rates, handling }: Figures): string {
  if (metric === 'handled') {
    const { count, mean, median, p90 } = handling;
    return `${count} issues, mean ${mean}, median ${median}, P90 ${p90}`;
  }
  if (metric in COUNTS) return String(counts[metric as Exclude<CountCode, 'handled'>]);
  const { numerator, denominator, text } = rates[metric as RateCode];
  return `${numerator} / ${denominator} = ${text}`;
}

describe('docs/metrics.md', () => {
  it.each(EXAMPLES.map((example) => [example.metric, example.result, example] as const))(
    '%s: %s',
    (metric, result, { lines }) => {
      const tally = new Tally();
      for (const line of lines) tally.add(rowOf(line));
      expect(resultOf(metric, tally.figures())).toBe(result);
    },
  );

  it('has an example of every metric', () => {
    const shown = new Set(EXAMPLES.map(({ metric }) => metric));
    expect([...shown].sort()).toEqual([...Object.keys(RATES), ...Object.keys(COUNTS)].sort());
  });

  it('names every metric as the report does', () => {
    const words = PAGE.replace(/\s+/g, ' ').toLowerCase();
    const labels = [...Object.values(RATES), ...Object.values(COUNTS)].flatMap(({ label: { zh, en } }) => [zh, en]);
    expect(labels.filter((label) => !words.includes(label.toLowerCase()))).toEqual([]);
  });
});
