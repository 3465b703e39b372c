import type { NoticeKind } from './notice-kinds.js';

/** Who can be told of something that happens to an issue. */
export const AUDIENCES = [
  'lead',
  'former-lead',
  'co-handlers',
  'new-co-handlers', // who have come to support a lead who stays
  'former-co-handlers', // who have ceased to
  'representative', // whoever logged it on behalf of the enterprise
  'enterprise',
  'requester', // whoever asked for what has been decided
  'supervisor', // whoever opened the supervision that has been answered
  'decider',
  'coordinator', // of the region that answers for the issue at its level
  'callers', // coordinators of that region who have neither handled nor verified it
  'callers-above', // those one level up
  'managers', // of that region and one level up
  'managers-of-decider', // of the region whose coordinator decides what was asked for
] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What of an event decides who hears of it. */
export interface HeardEvent {
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly byZhuqi: boolean;
  readonly visibleToEnterprise: boolean;
  /** Nobody leads the issue now. */
  readonly leaderless: boolean;
  /** The event gave the issue to another lead, or to none. */
  readonly leadChanged: boolean;
}

export interface NoticeRule {
  readonly kind: NoticeKind;
  readonly to: readonly Audience[];
  readonly when?: (event: HeardEvent) => boolean;
}

const HANDLERS = ['lead', 'co-handlers'] as const;
const ENTERPRISE_SIDE = ['enterprise', 'representative'] as const;

const leaderless = ({ leaderless: nobody }: HeardEvent): boolean => nobody;
const visible = ({ visibleToEnterprise }: HeardEvent): boolean => visibleToEnterprise;
const leadChanged = ({ leadChanged: changed }: HeardEvent): boolean => changed;
const unhappy = ({ details }: HeardEvent): boolean => details.unhappy === true;
const happy = ({ details }: HeardEvent): boolean => details.unhappy !== true && details.contacted !== false;
const decided =
  (approved: boolean, ...kinds: readonly string[]) =>
  ({ details }: HeardEvent): boolean =>
    details.approved === approved && kinds.includes(String(details.request));

const instructs =
  (addressee: string) =>
  ({ details }: HeardEvent): boolean =>
    details.addressee === addressee;

const REQUESTED: readonly NoticeRule[] = [{ kind: 'request-asked', to: ['decider'] }];
const OF_HANDLERS = ['return', 'extension', 'long_term', 'escalation'];

const supportChanged = ({ details }: HeardEvent): boolean => details.coHandlersAdded !== undefined;
const leadNamed = (event: HeardEvent): boolean => !supportChanged(event);

const NEW_SUPPORT: readonly NoticeRule[] = [
  { kind: 'support-changed', to: ['lead'], when: supportChanged },
  { kind: 'you-support', to: ['new-co-handlers'], when: supportChanged },
  { kind: 'no-longer-supporting', to: ['former-co-handlers'], when: supportChanged },
];

const NEW_LEAD: readonly NoticeRule[] = [
  { kind: 'assigned-to-you', to: ['lead'] },
  { kind: 'no-longer-yours', to: ['former-lead'] },
  { kind: 'you-support', to: ['co-handlers'] },
  { kind: 'lead-named', to: ENTERPRISE_SIDE },
];

const UNHAPPY: readonly NoticeRule[] = [
  { kind: 'unhappy', to: [...HANDLERS, 'coordinator', 'managers'], when: unhappy },
  { kind: 'rated', to: HANDLERS, when: happy },
];

/**
 * Who hears of what happens to an issue: from the action to kinds of notices, in order. Somebody whom several rules
 * name hears the first one only, and never of what they did themselves.
 */
export const NOTICES_OF_ACTION = {
  submit: [
    { kind: 'to-accept', to: ['coordinator'], when: leaderless },
    { kind: 'logged-for-you', to: ['enterprise'] },
  ],
  edit: [{ kind: 'edited', to: [...HANDLERS, ...ENTERPRISE_SIDE] }],
  attach: [
    { kind: 'attached', to: HANDLERS },
    { kind: 'attached', to: ENTERPRISE_SIDE, when: visible },
  ],
  accept: [{ kind: 'accepted', to: ENTERPRISE_SIDE, when: ({ byZhuqi }) => !byZhuqi }],
  'request-info': [{ kind: 'info-wanted', to: ENTERPRISE_SIDE }],
  'provide-info': [{ kind: 'info-provided', to: ['coordinator'] }],
  'info-lapse': [{ kind: 'to-accept', to: ['coordinator'] }],
  refuse: [{ kind: 'refused', to: [...ENTERPRISE_SIDE, 'former-lead'] }],
  object: REQUESTED,
  withdraw: [{ kind: 'withdrawn', to: [...HANDLERS, 'representative', 'coordinator'] }],
  assign: NEW_LEAD,
  reassign: [...NEW_LEAD.map((rule) => ({ ...rule, when: leadNamed })), ...NEW_SUPPORT],
  'hand-over': [
    { kind: 'handed-to-you', to: ['lead'], when: leadChanged },
    { kind: 'no-longer-yours', to: ['former-lead'], when: leadChanged },
    { kind: 'you-support', to: ['co-handlers'] },
    { kind: 'lead-named', to: ENTERPRISE_SIDE, when: leadChanged },
  ],
  progress: [
    { kind: 'progress', to: HANDLERS },
    { kind: 'progress', to: ENTERPRISE_SIDE, when: visible },
  ],
  'give-opinion': [{ kind: 'opinion-given', to: ['lead'] }],
  return: REQUESTED,
  extend: REQUESTED,
  'long-term': REQUESTED,
  escalate: REQUESTED,
  'hand-down': [
    { kind: 'assigned-to-you', to: ['lead'], when: leadChanged },
    { kind: 'no-longer-yours', to: ['former-lead'], when: leadChanged },
    { kind: 'you-support', to: ['co-handlers'] },
    { kind: 'to-assign', to: ['coordinator'], when: leaderless },
  ],
  'move-up': REQUESTED,
  'remind-decider': [
    { kind: 'decision-missed', to: ['decider'] },
    { kind: 'decider-silent', to: ['managers-of-decider'] },
  ],
  decide: [
    { kind: 'request-approved', to: ['requester'], when: decided(true, ...OF_HANDLERS) },
    { kind: 'request-rejected', to: ['requester'], when: decided(false, ...OF_HANDLERS) },
    { kind: 'objection-upheld', to: ENTERPRISE_SIDE, when: decided(true, 'objection') },
    { kind: 'objection-denied', to: ENTERPRISE_SIDE, when: decided(false, 'objection') },
    { kind: 'due-moved', to: [...ENTERPRISE_SIDE, ...HANDLERS], when: decided(true, 'extension') },
    { kind: 'long-term', to: ENTERPRISE_SIDE, when: decided(true, 'long_term') },
    { kind: 'escalated', to: ENTERPRISE_SIDE, when: decided(true, 'escalation') },
    { kind: 'assigned-to-you', to: ['lead'], when: leadChanged },
    { kind: 'no-longer-yours', to: ['former-lead'], when: leadChanged },
    { kind: 'to-assign', to: ['coordinator'], when: leaderless },
  ],
  'claim-done': [
    { kind: 'to-verify', to: ['coordinator'] },
    { kind: 'progress', to: ['co-handlers'] },
  ],
  verify: [
    { kind: 'to-rate', to: ENTERPRISE_SIDE },
    { kind: 'verified', to: HANDLERS },
  ],
  rework: [{ kind: 'rework', to: HANDLERS }],
  rate: UNHAPPY,
  'call-back': UNHAPPY,
  lapse: [{ kind: 'closed', to: [...HANDLERS, ...ENTERPRISE_SIDE] }],
  resume: [{ kind: 'review-due', to: [...HANDLERS, 'coordinator'] }],
  reopen: [
    { kind: 'reopened', to: [...HANDLERS, ...ENTERPRISE_SIDE] },
    { kind: 'to-assign', to: ['coordinator'], when: leaderless },
  ],
  merge: [{ kind: 'merged', to: [...ENTERPRISE_SIDE, 'former-lead'] }],
  'take-in': [{ kind: 'took-in', to: HANDLERS }],
  release: [{ kind: 'released', to: [...HANDLERS, 'enterprise'] }],
  'exclude-cadre': [{ kind: 'to-assign', to: ['coordinator'], when: leaderless }],
  supervise: [{ kind: 'supervised', to: [...HANDLERS, 'coordinator'] }],
  instruct: [
    { kind: 'instructed', to: ['lead'], when: instructs('lead') },
    { kind: 'instructed', to: ['coordinator'], when: instructs('coordinator') },
  ],
  'answer-supervision': [{ kind: 'supervision-answered', to: ['supervisor', 'coordinator'] }],
  recalculate: [{ kind: 'due-moved', to: [...ENTERPRISE_SIDE, ...HANDLERS] }],
} as const satisfies Record<string, readonly NoticeRule[]>;

/** Nobody else has to act on these or wait for them; the timeline has them. */
export const SILENT_ACTIONS = ['sign', 'start', 'acknowledge-supervision'] as const;

const RULES: Readonly<Record<string, readonly NoticeRule[] | undefined>> = NOTICES_OF_ACTION;

/** Whether anybody may hear of the action at all. */
export const isHeard = (action: string): boolean => RULES[action] !== undefined;

export function noticesOf(event: HeardEvent): readonly NoticeRule[] {
  return (RULES[event.action] ?? []).filter(({ when }) => when === undefined || when(event));
}

export const COLOURS = ['yellow', 'orange', 'red'] as const;
export type Colour = (typeof COLOURS)[number];

/** Yellow tells the handler, orange also the coordinator, red also the manager; without a handler it begins higher. */
export function noticesOfColour(colour: Colour, nobodyLeads: boolean): readonly NoticeRule[] {
  const above = { yellow: [], orange: ['coordinator'], red: ['coordinator', 'managers'] } as const;
  const handlers = nobodyLeads ? (['coordinator'] as const) : HANDLERS;
  return [{ kind: colour, to: [...new Set([...handlers, ...above[colour]])] }];
}

/** Whoever may call the enterprise back hears that it is to be done; when it is late, also those one level up. */
export function noticesOfCallBack(late: boolean): readonly NoticeRule[] {
  return late
    ? [{ kind: 'call-back-late', to: ['callers', 'callers-above'] }]
    : [{ kind: 'call-back-wanted', to: ['callers'] }];
}
