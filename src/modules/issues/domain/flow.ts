import type { Bilingual } from '../../../kernel/language.js';
import type { IssueStatus } from './issue-types.js';

/**
 * What a period does to the open issues, counted by issue and not by event, so that
 * open at the start + opened − ended = open at the end, and each number has its list:
 * - opened: not open when the period began, and open at some time in it; submitted if it did not exist before, else
 *   reopened;
 * - ended: open when the period began or at some time in it, and not open at its end; by how it ended.
 *
 * What ends and is opened again within one period is in neither. See docs/metrics.md.
 */
export const FLOW = {
  openAtStart: { zh: '期初未办结', en: 'Open at the start' },
  opened: { zh: '本期新增', en: 'Opened' },
  submitted: { zh: '新提交', en: 'Submitted' },
  reopened: { zh: '重新打开', en: 'Opened again' },
  ended: { zh: '本期了结', en: 'Ended' },
  closed: { zh: '销号', en: 'Closed' },
  refused: { zh: '不予受理', en: 'Refused' },
  withdrawn: { zh: '撤回', en: 'Withdrawn' },
  merged: { zh: '并案', en: 'Merged' },
  openAtEnd: { zh: '期末未办结', en: 'Open at the end' },
} as const satisfies Record<string, Bilingual>;
export type FlowCount = keyof typeof FLOW;
export const FLOW_COUNTS = Object.keys(FLOW) as readonly FlowCount[];

/** How an issue can end, in the order of the columns. */
export const FLOW_ENDINGS = ['closed', 'refused', 'withdrawn', 'merged'] as const satisfies readonly IssueStatus[];

/** A number of the flow as a list asks for it. */
export type FlowCode = `flow.${FlowCount}`;
export const FLOW_CODES = FLOW_COUNTS.map((count): FlowCode => `flow.${count}`);

export function isFlowCode(code: string): code is FlowCode {
  return (FLOW_CODES as readonly string[]).includes(code);
}
