import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, type Instant } from '../../src/kernel/clock.js';
import { reportFacts } from '../../src/modules/issues/domain/issue-facts.js';
import type { IssueState, IssueStatus } from '../../src/modules/issues/index.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { anIssue } from './issue-samples.js';
import type { History, Places } from './report-histories.js';

/** An example of docs/metrics.md: lives, and what the flow of the period makes of them. */
export interface FlowExample {
  readonly lines: readonly string[];
  readonly result: string;
}

export function flowExamples(): FlowExample[] {
  const page = readFileSync(join(projectRoot(), 'docs/metrics.md'), 'utf8');
  return [...page.matchAll(/^```flow\n([\s\S]*?)^```$/gm)].map((match) => {
    const lines = match[1]!.trimEnd().split('\n');
    return { lines: lines.slice(0, -1), result: lines.at(-1)!.replace(/^→ /, '') };
  });
}

/** What happened before the period and in it, by the words of the page. */
const BEFORE: Readonly<Record<string, readonly IssueStatus[]>> = {
  open: ['in_progress'],
  new: [],
  closed: ['in_progress', 'closed'],
};
const WITHIN: Readonly<Record<string, readonly IssueStatus[]>> = {
  'open: still open': [],
  'open: closed': ['done_claimed', 'closed'],
  'open: closed and opened again': ['closed', 'in_progress'],
  'new: still open': ['submitted'],
  'new: closed': ['submitted', 'in_progress', 'closed'],
  'new: refused': ['submitted', 'refused'],
  'closed: still open': ['in_progress'],
  'closed: opened and closed again': ['in_progress', 'closed'],
};

/** The lives of an example in the period that begins then, in which nothing is later than half a day before its end. */
export function livesOf({ lines }: FlowExample, places: Places, begins: Instant): History[] {
  return lines.flatMap((line, index) => {
    const [, count, kind, what] = /^(\d+) (open|new|closed) issues?: (.*)$/.exec(line)!;
    const [before, within] = [BEFORE[kind!]!, WITHIN[`${kind}: ${what}`]!];
    return Array.from({ length: Number(count) }, (_, number) => {
      const id = `example-${index}-${number}`;
      const times = [
        ...before.map((_, at) => begins - (9 - at) * DAY),
        ...within.map((_, at) => begins + (at + 1) * DAY),
      ];
      const moments = [...before, ...within].map((status, at) => ({
        at: times[at]!,
        state: stateOf({ id, status, submittedAt: times[0]!, version: at + 1, updatedAt: times[at]! }, places),
      }));
      return { id, moments };
    });
  });
}

function stateOf(part: Partial<IssueState> & { readonly id: string }, { enterpriseId }: Places): IssueState {
  const state = anIssue({ number: `ZK-${part.id}`, enterpriseId, regionCode: '411602', ...part });
  return { ...state, facts: reportFacts(state) };
}
