import type { Bilingual } from '../../../kernel/language.js';
import { ACTION_FIELDS, type ActionField, type ActionFields } from './action-fields.js';
import type { ApiAction } from './action-inputs.js';
import { ISSUE_ACTIONS } from './issue-lifecycle.js';
import { LEVELS, RESOLUTIONS, SUPERVISION_KINDS, URGENCIES } from './issue-types.js';
import { API_ACTIONS } from './possible-actions.js';

/** The contract with other programs: the body of every action, `?` for what may be left out. */
const CONTRACT: Readonly<Record<string, string>> = {
  accept: 'urgency?: normal|complex|urgent, categoryCode?: code, level?: county|municipality|province',
  assign: 'cadreId: code, coHandlerIds?: codes, reason?: text',
  reassign: 'cadreId: code, coHandlerIds?: codes, reason: text',
  sign: '',
  start: 'means: phone|visit|online, person: text, contactedAt?: instant, note?: text',
  progress: 'note: text, visibleToEnterprise: flag',
  'request-info': 'question: text',
  'provide-info': 'answer: text',
  refuse: 'reason: litigation|repeated|out-of-duty|secret|unlawful, channel: text, note?: text',
  object: 'reason: text',
  withdraw: 'reason: text',
  'give-opinion': 'opinion: text',
  return: 'reason: not-our-duty|duplicate|wrong-level|conflict-of-interest, suggestedDepartmentId: code, note?: text',
  extend: 'dueAt: instant, reason: text, enterpriseInformed: informed',
  'long-term': 'reason: policy-ceiling|quota|litigation|investment|force-majeure, stageResult: text, reviewAt: instant',
  escalate: 'tried: text, powerMissing: text',
  'hand-down': 'reason: text, cadreId?: code, keepLead?: flag',
  decide: 'requestId: code, approve: flag, reason: text, cadreId?: code',
  'claim-done': 'resolution: solved|partly_solved|explained|referred, measures: text',
  verify: 'note?: text',
  rework: 'missing: text',
  rate: 'stars: 1..5, solved: flag, comment?: text',
  'call-back': 'contacted: flag, person: text, at: instant, solved?: flag, stars?: 1..5, comment?: text',
  reopen: 'reason: text',
  merge: 'intoIssueId: code',
  release: 'reason: text',
  'exclude-cadre': 'cadreId: code, reason: text',
  supervise: 'kind: urge|supervise|listed, note: text',
  'acknowledge-supervision': '',
  'answer-supervision': 'answer: text',
  instruct: 'addressee: lead|coordinator, note: text',
};

function kindOf(field: ActionField): string {
  switch (field.kind) {
    case 'choice':
      return Object.keys(field.choices).join('|');
    case 'whole':
      return `${field.min}..${field.max}`;
    case 'text':
    case 'instant':
    case 'flag':
    case 'code':
    case 'codes':
    case 'informed':
      return field.kind;
  }
}

const fieldsOf = (action: ApiAction): [string, ActionField][] => Object.entries(ACTION_FIELDS[action] as ActionFields);

const written = (action: ApiAction): string =>
  fieldsOf(action)
    .map(([name, field]) => `${name}${field.required ? '' : '?'}: ${kindOf(field)}`)
    .join(', ');

/** Every text of a field that people read. */
const texts = (action: ApiAction): Bilingual[] =>
  fieldsOf(action).flatMap(([, field]) => [
    field.label,
    ...(field.kind === 'choice' ? Object.values(field.choices) : []),
  ]);

describe('the fields of actions', () => {
  it('exist for the actions of the contract, and each of these is in the table', () => {
    expect([...API_ACTIONS].sort()).toEqual(Object.keys(CONTRACT).sort());
    expect(API_ACTIONS.filter((action) => !ISSUE_ACTIONS.includes(action))).toEqual([]);
  });

  it('leave to Zhuqi itself, or to other addresses, only what is no action of the contract', () => {
    const others = ISSUE_ACTIONS.filter((action) => !(API_ACTIONS as readonly string[]).includes(action));
    const expected = [
      'attach',
      'edit',
      'hand-over',
      'info-lapse',
      'lapse',
      'move-up',
      'recalculate',
      'remind-decider',
      'resume',
      'submit',
      'take-in',
    ];
    expect([...others].sort()).toEqual(expected);
  });

  it.each([...API_ACTIONS])('%s asks for what the contract says, in its order', (action) => {
    expect(written(action)).toBe(CONTRACT[action]);
  });

  it.each([...API_ACTIONS])('%s says everything in both languages, and nothing twice', (action) => {
    for (const { zh, en } of texts(action)) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).toMatch(/^[A-Z][A-Za-z ,()-]+$/);
    }
    const labels = fieldsOf(action).map(([, field]) => field.label.zh);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('limit every text', () => {
    const limits = API_ACTIONS.flatMap((action) =>
      fieldsOf(action).flatMap(([, field]) => (field.kind === 'text' ? [field.max] : [])),
    );
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...limits)).toBeLessThanOrEqual(4000);
  });

  it('offer the choices that an issue can hold', () => {
    const choices = (action: ApiAction, name: string): string[] => {
      const field = (ACTION_FIELDS[action] as ActionFields)[name];
      return field?.kind === 'choice' ? Object.keys(field.choices) : [];
    };
    expect(choices('claim-done', 'resolution')).toEqual([...RESOLUTIONS]);
    expect(choices('accept', 'urgency')).toEqual([...URGENCIES]);
    expect(choices('accept', 'level')).toEqual([...LEVELS]);
    expect(choices('supervise', 'kind')).toEqual([...SUPERVISION_KINDS]);
  });
});
