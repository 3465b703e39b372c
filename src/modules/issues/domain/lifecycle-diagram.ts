import type { Bilingual } from '../../../kernel/language.js';
import { ACTION_FIELDS, type ActionFields } from './action-fields.js';
import {
  ISSUE_ACTIONS,
  ISSUE_LIFECYCLE,
  isEnded,
  type IssueAction,
  type Relation,
  type Separation,
  type Transition,
  transitionOf,
} from './issue-lifecycle.js';
import { GuardRefusals, SeparationRefusals } from './issue-refusals.js';
import { ISSUE_STATUSES, type IssueStatus, STATUS_LABELS } from './issue-types.js';

const RELATION_NAMES: Readonly<Record<Relation, Bilingual>> = {
  enterprise: { zh: '企业', en: 'a user of the enterprise' },
  representative: { zh: '代办干部', en: 'the cadre paired with the enterprise, or who logged the issue for it' },
  lead: { zh: '承办干部', en: 'the one responsible cadre' },
  'co-handler': { zh: '协办干部', en: 'a cadre who supports the lead' },
  coordinator: { zh: '活动办', en: 'a coordinator who answers for the region at the level of the issue' },
  decider: { zh: '审批人', en: 'a coordinator who may decide a pending request' },
  supervisor: { zh: '领导', en: 'a manager whose region holds the issue' },
  system: { zh: '系统', en: 'Zhuqi itself: routing, windows that lapse' },
};

/** Ways out: they are drawn apart, since nearly every status has them. */
const LEFT_BY: readonly IssueStatus[] = ['refused', 'withdrawn', 'merged'];

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** `docs/lifecycle.md`, whole: made from the table, so that it cannot say anything else. */
export function lifecycleDocument(): string {
  return [
    '# The life of an issue · 问题的生命周期',
    '',
    '<!-- Made from src/modules/issues/domain/ by `npm run docs:lifecycle`; a test fails when it differs. -->',
    '',
    'Statuses, actions, who may take them and when are one table, `ISSUE_LIFECYCLE` in',
    '`src/modules/issues/domain/issue-lifecycle.ts`. The API, the `actions` of an answer, the timeline, the tests and this',
    'page are made from it. The Chinese terms are in the [glossary](glossary.md).',
    '',
    'Closing has no action of its own: an issue is closed by a rating, a call-back or a rating window that lapses, never',
    'by whoever handled it ([ADR 0007](adr/0007-closing-has-no-action.md)).',
    '',
    ...section('The way · 办理流程', [
      'A diamond is a choice that the input of the action or a decision makes. Routing takes `accept` and `assign` in',
      'the moment of `submit` whenever a rule can name a cadre.',
      '',
      ...diagram((to) => !LEFT_BY.includes(to)),
    ]),
    ...section(
      'Ways out · 其他终结方式',
      diagram((to) => LEFT_BY.includes(to)),
    ),
    ...section('Statuses · 状态', statusTable()),
    ...section('Actions · 操作', actionTable()),
    ...section('Who · 主体', [
      ...tableRows(['who', '中文', 'meaning'], names(RELATION_NAMES)),
      '',
      'An exception closes an action to somebody whom the table would let take it:',
      '',
      ...tableRows(['except', 'refused with', '中文', 'meaning'], exceptions()),
    ]),
    ...section('Conditions · 条件', [
      'What is said to somebody when a condition does not hold:',
      '',
      ...tableRows(['condition', 'refused with', '中文', 'English'], conditions()),
    ]),
    ...section('What an action asks for · 操作字段', [
      'The body of `POST /api/v1/issues/{id}/actions/{action}`; `?` marks what may be left out.',
      '',
      ...tableRows(['action', 'fields'], fieldRows()),
    ]),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, '', ...lines, ''];
}

function diagram(isDrawn: (to: IssueStatus) => boolean): string[] {
  const edges = together(ISSUE_ACTIONS.flatMap((action) => edgesOf(action, isDrawn)));
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const drawn = ISSUE_STATUSES.filter((status) => ends.has(status));
  const choices = [...ends].filter((end) => end.startsWith('choose_'));
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...drawn.map((status) => `  state "${STATUS_LABELS[status].zh} ${status}" as ${status}`),
    ...choices.map((choice) => `  state ${choice} <<choice>>`),
    ...edges.map(({ from, to, label }) => `  ${from} --> ${to}${label === '' ? '' : `: ${label}`}`),
    ...drawn.filter(isEnded).map((status) => `  ${status} --> [*]`),
    '```',
  ];
}

function edgesOf(action: IssueAction, isDrawn: (to: IssueStatus) => boolean): Edge[] {
  const { from, to, label } = transitionOf(action);
  const text = `${label.zh} ${action}`;
  // A choice may leave an ended issue as it is; that is no way to it.
  const leaves = (status: IssueStatus): boolean =>
    typeof to !== 'string' && LEFT_BY.includes(status) && from.includes(status);
  const targets = targetsOf(to).filter((status) => isDrawn(status) && !leaves(status));
  if (targets.length === 0) return [];
  if (from.length === 0) return targets.map((target) => ({ from: '[*]', to: target, label: text }));
  if (from.length > 1 && targets.length > 1) {
    const choice = `choose_${action.replace('-', '_')}`;
    return [
      ...from.map((source) => ({ from: source, to: choice, label: text })),
      ...targets.map((target) => ({ from: choice, to: target, label: '' })),
    ];
  }
  return from
    .flatMap((source) => targets.map((target) => ({ from: source, to: target, label: text })))
    .filter((edge) => edge.from !== edge.to);
}

const targetsOf = (to: Transition['to']): readonly IssueStatus[] =>
  to === 'same' ? [] : typeof to === 'string' ? [to] : to;

/** Arrows between the same two ends become one. */
function together(edges: readonly Edge[]): Edge[] {
  const labels = new Map<string, Edge>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    const known = labels.get(key);
    labels.set(key, known ? { ...known, label: `${known.label} / ${edge.label}` } : edge);
  }
  return [...labels.values()];
}

function statusTable(): string[] {
  const rows = ISSUE_STATUSES.map((status) => {
    const { zh, en } = STATUS_LABELS[status];
    const left = ISSUE_ACTIONS.filter((action) => transitionOf(action).from.includes(status));
    return [code(status), zh, en, isEnded(status) ? 'ended' : 'open', left.map(code).join(' ')];
  });
  return tableRows(['status', '中文', 'English', '', 'actions'], rows);
}

function actionTable(): string[] {
  const rows = ISSUE_ACTIONS.map((action) => {
    const { from, to, by, not = [], guards = [], visible, label } = transitionOf(action);
    const target = to === 'same' ? 'stays' : targetsOf(to).map(code).join(' or ');
    return [
      code(action),
      label.zh,
      label.en,
      from.length === 0 ? '(new)' : from.map(code).join(' '),
      target,
      by.map(code).join(' '),
      not.map(code).join(' '),
      guards.map(code).join(' '),
      action === 'progress' ? 'as the note says' : visible ? 'yes' : 'no',
    ];
  });
  const heads = ['action', '中文', 'English', 'from', 'to', 'who', 'except', 'conditions', 'shown to the enterprise'];
  return tableRows(heads, rows);
}

function names(texts: Readonly<Record<string, Bilingual>>): string[][] {
  return Object.entries(texts).map(([name, { zh, en }]) => [code(name), zh, en]);
}

function exceptions(): string[][] {
  return (Object.keys(SeparationRefusals) as Separation[]).map((separation) => {
    const refusal = SeparationRefusals[separation]();
    return [code(separation), code(refusal.code), refusal.text.zh, refusal.text.en];
  });
}

function conditions(): string[][] {
  return Object.entries(GuardRefusals).map(([guard, refusal]) => {
    const { code: refusedWith, text } = refusal();
    return [code(guard), code(refusedWith), text.zh, text.en];
  });
}

function fieldRows(): string[][] {
  return (Object.keys(ACTION_FIELDS) as (keyof typeof ACTION_FIELDS & keyof typeof ISSUE_LIFECYCLE)[]).map((action) => {
    const fields = Object.entries(ACTION_FIELDS[action] as ActionFields).map(([name, field]) => {
      const choices = field.kind === 'choice' ? `: ${Object.keys(field.choices).join(', ')}` : '';
      return `${code(`${name}${field.required ? '' : '?'}`)} ${field.label.zh}${choices}`;
    });
    return [code(action), fields.length === 0 ? '(none)' : fields.join('; ')];
  });
}

function tableRows(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)];
}

const code = (text: string): string => `\`${text}\``;
