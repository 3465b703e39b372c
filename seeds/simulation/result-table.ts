import { DAY } from '../../src/kernel/clock.js';
import { type Bilingual, type Language, say } from '../../src/kernel/language.js';
import type { Figures } from './figures.read-model.js';
import type { SimulationResult } from './simulated-city.js';
import type { Violation } from './watch.js';

const FIGURES: Readonly<Record<keyof Figures, Bilingual>> = {
  submitted: { zh: '提交', en: 'Submitted' },
  received: { zh: '收集数', en: 'Received' },
  completed: { zh: '办结', en: 'Completed' },
  refused: { zh: '不予受理', en: 'Refused' },
  withdrawn: { zh: '撤回', en: 'Withdrawn' },
  returned: { zh: '退回', en: 'Returned' },
  extended: { zh: '延期', en: 'Extended' },
  escalated: { zh: '提级', en: 'Escalated' },
  movedUp: { zh: '逾期未批上提', en: 'Moved up undecided' },
  longTerm: { zh: '转长期推进', en: 'Made long-term' },
  supervised: { zh: '督办', en: 'Supervised' },
  reworked: { zh: '退回重办', en: 'Reworked' },
  reopened: { zh: '重新办理', en: 'Reopened' },
  lapsed: { zh: '评价期满自动销号', en: 'Lapsed without rating' },
  notices: { zh: '站内通知', en: 'Notices in inboxes' },
  handedOver: { zh: '离岗移交', en: 'Handed over' },
  handedDown: { zh: '交回下级', en: 'Handed down' },
  merged: { zh: '并案', en: 'Merged' },
  instructed: { zh: '批示', en: 'Instructed' },
  opinions: { zh: '协办意见', en: 'Opinions given' },
};

const EVER: Readonly<Record<keyof SimulationResult['ever'], Bilingual>> = {
  late: { zh: '曾超期', en: 'Ever late' },
  yellow: { zh: '曾黄色预警', en: 'Ever yellow' },
  orange: { zh: '曾橙色预警', en: 'Ever orange' },
  red: { zh: '曾红色预警', en: 'Ever red' },
};

const VIOLATIONS: Readonly<Record<Violation, Bilingual>> = {
  'silence-unnoticed': { zh: '长期无进展而未预警', en: 'Silent for long without a warning' },
  'nobody-responsible': { zh: '无责任人', en: 'Nobody responsible' },
  'no-armed-clock': { zh: '无运行时限', en: 'No armed clock' },
  'window-not-swept': { zh: '期满未处理', en: 'Window over and not swept' },
  'request-without-decider': { zh: '申请无审批人', en: 'Request without decider' },
  'colour-or-clock-differs': { zh: '预警颜色或时限与重算不符', en: 'Colour or clock differs when reckoned anew' },
  'timeline-broken': { zh: '办理记录不连续', en: 'Timeline broken' },
  'step-lost-or-doubled': { zh: '操作丢失或重复', en: 'Step lost or doubled' },
  'load-wrong': { zh: '干部在办数不符', en: 'Load of a cadre wrong' },
  'message-left': { zh: '消息未发出', en: 'Message not delivered' },
  'audit-chain-broken': { zh: '审计链断裂', en: 'Audit chain broken' },
};

const LINES = {
  head: {
    zh: '{days} 天，干部 {cadres} 名，企业 {enterprises} 家，问题 {issues} 件，种子 {seed}',
    en: '{days} days, {cadres} cadres, {enterprises} enterprises, {issues} issues, seed {seed}',
  },
  silence: { zh: '最长未登记进展', en: 'Longest without a note' },
  silent: {
    zh: '{days} 天（{number}；{warned} 天后预警，期间督办 {times} 次）',
    en: '{days} days ({number}; warned after {warned}, supervisions meanwhile: {times})',
  },
  steps: { zh: '人员操作', en: 'Steps of people' },
  refusals: { zh: '操作被拒', en: 'Steps refused' },
  outages: { zh: '停机次数', en: 'Outages' },
  rounds: { zh: '巡检轮次', en: 'Rounds of sweeps' },
  sweep: { zh: '巡检 {name}', en: 'Sweep {name}' },
  delivered: { zh: '已发送 {name}', en: 'Delivered {name}' },
  looks: { zh: '核对未办结问题（件次）', en: 'Looks at open issues' },
  violation: { zh: '违规：{name}', en: 'Violation: {name}' },
  all: { zh: '违规合计', en: 'All violations' },
} as const satisfies Record<string, Bilingual>;

/** Examples of what must not be. */
const SHOWN = 5;

export function resultTable(result: SimulationResult, language: Language): string {
  const told = (text: Bilingual, params = {}): string => say(text, language, params);
  const counts = <K extends string>(labels: Readonly<Record<K, Bilingual>>, values: Readonly<Record<K, number>>) =>
    (Object.keys(labels) as K[]).map((name) => [told(labels[name]), String(values[name])] as const);
  const { longestSilence, violations } = result;
  const silence = longestSilence && {
    ...{ days: inDays(longestSilence.ms), number: longestSilence.number },
    ...{ warned: inDays(longestSilence.warnedAfterMs), times: longestSilence.supervisions },
  };
  const rows: (readonly [string, string])[] = [
    ...counts(FIGURES, result.figures),
    ...counts(EVER, result.ever),
    [told(LINES.silence), silence === null ? '—' : told(LINES.silent, silence)],
    [told(LINES.steps), String(result.steps)],
    [told(LINES.refusals), listed(result.refused)],
    [told(LINES.outages), String(result.outages)],
    [told(LINES.rounds), String(result.rounds)],
    ...[...result.sweeps].map(([name, did]) => [told(LINES.sweep, { name }), listed(did)] as const),
    ...[...result.delivered].map(([name, count]) => [told(LINES.delivered, { name }), String(count)] as const),
    [told(LINES.looks), String(result.looks)],
    ...[...violations].map(
      ([name, found]) => [told(LINES.violation, { name: told(VIOLATIONS[name]) }), shown(found)] as const,
    ),
    [told(LINES.all), String(violationCount(result))],
  ];
  const width = Math.max(...rows.map(([label]) => widthOf(label)));
  const lines = rows.map(([label, value]) => `${label}${' '.repeat(width - widthOf(label))}  ${value}`);
  return [told(LINES.head, { ...result.size }), '', ...lines, ''].join('\n');
}

const inDays = (ms: number | null): string => (ms === null ? '—' : (ms / DAY).toFixed(1));

export function violationCount({ violations }: SimulationResult): number {
  return [...violations.values()].reduce((sum, found) => sum + found.size, 0);
}

function listed(counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? '0' : parts.join(', ');
}

function shown(found: ReadonlySet<string>): string {
  const examples = [...found].slice(0, SHOWN).join(', ');
  return found.size === 0 ? '0' : `${found.size} (${examples}${found.size > SHOWN ? ', …' : ''})`;
}

/** A Chinese character takes two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
