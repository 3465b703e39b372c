/** Who takes a step. `lead` is whoever leads the issue at that moment; the runner looks that up. */
export type StepActor = 'lead' | 'coordinator' | 'coordinator-henan' | 'manager' | 'enterprise' | 'system';

export type Urgency = 'normal' | 'complex' | 'urgent';
export type Channel = 'portal' | 'visit' | 'hotline' | 'superior';
export type Resolution = 'solved' | 'partly_solved' | 'explained' | 'referred';
export type ContactMeans = 'phone' | 'visit' | 'online';
export type RequestKind = 'return' | 'extension' | 'long-term' | 'escalation' | 'objection';

/**
 * The body of each action as the API takes it, except that what only exists at run time is named by a key of the plan:
 * `cadreKey` for `cadreId`, `coHandlerKeys` for `coHandlerIds`, `suggestedDepartmentCode` for `suggestedDepartmentId`,
 * `intoKey` for `intoIssueId`, and `request` (the kind of the one open request) for `requestId`.
 */
export interface StepBodies {
  readonly accept: Record<string, never>;
  readonly assign: { cadreKey: string; coHandlerKeys?: readonly string[]; reason?: string };
  readonly reassign: { cadreKey: string; coHandlerKeys?: readonly string[]; reason: string };
  readonly sign: Record<string, never>;
  readonly start: { means: ContactMeans; person: string; contactedAt?: string; note?: string };
  readonly progress: { note: string; visibleToEnterprise: boolean };
  readonly 'request-info': { question: string };
  readonly 'provide-info': { answer: string };
  readonly refuse: {
    reason: 'litigation' | 'repeated' | 'out-of-duty' | 'secret' | 'unlawful';
    channel: string;
    note?: string;
  };
  readonly object: { reason: string };
  readonly withdraw: { reason: string };
  readonly return: {
    reason: 'not-our-duty' | 'duplicate' | 'wrong-level' | 'conflict-of-interest';
    suggestedDepartmentCode: string;
    note?: string;
  };
  readonly extend: { dueAt: string; reason: string; enterpriseInformed: { means: ContactMeans; at: string } };
  readonly 'long-term': {
    reason: 'policy-ceiling' | 'quota' | 'litigation' | 'investment' | 'force-majeure';
    stageResult: string;
    reviewAt: string;
  };
  readonly escalate: { tried: string; powerMissing: string };
  readonly decide: { request: RequestKind; approve: boolean; reason: string; cadreKey?: string };
  readonly 'claim-done': { resolution: Resolution; measures: string };
  readonly verify: { note?: string };
  readonly rework: { missing: string };
  readonly rate: { stars: 1 | 2 | 3 | 4 | 5; solved: boolean; comment?: string };
  readonly 'call-back': {
    contacted: boolean;
    person: string;
    at: string;
    solved?: boolean;
    stars?: 1 | 2 | 3 | 4 | 5;
    comment?: string;
  };
  readonly reopen: { reason: string };
  readonly merge: { intoKey: string };
  readonly supervise: { kind: 'urge' | 'supervise' | 'listed'; note: string };
  readonly 'answer-supervision': { answer: string };
}

export type DemoAction = keyof StepBodies;

/** One act: when (ISO, UTC), by whom, what. */
export type DemoStep = {
  readonly [A in DemoAction]: {
    readonly at: string;
    readonly by: StepActor;
    readonly action: A;
    readonly body: StepBodies[A];
  };
}[DemoAction];

/** What is out of the ordinary about an issue; the counts of each are fixed in issue-traits.ts. */
export type Trait =
  | 'unrouted'
  | 'request-info'
  | 'reassigned'
  | 'returned'
  | 'returned-twice'
  | 'return-denied'
  | 'extended'
  | 'extended-twice'
  | 'extension-denied'
  | 'escalated'
  | 'escalated-twice'
  | 'rework'
  | 'unhappy'
  | 'reopened'
  | 'late'
  | 'supervised'
  | 'chief-on-leave'
  | 'objected';

export type EndStatus = 'closed' | 'long_term' | 'in_progress' | 'refused' | 'withdrawn' | 'merged';
export type Confirmation = 'enterprise' | 'call_back' | 'none';

/** Where the script leads, once the rating window has lapsed for those with `confirmation: 'none'`. */
export interface Outcome {
  /** Counts as received: neither refused, nor withdrawn before acceptance, nor merged. */
  readonly counted: boolean;
  readonly status: EndStatus;
  readonly resolution: Resolution | null;
  readonly confirmation: Confirmation | null;
  readonly traits: readonly Trait[];
}

export interface Submission {
  readonly at: string;
  readonly by: 'enterprise' | 'chief' | 'coordinator';
  readonly categoryCode: string;
  readonly title: string;
  readonly description: string;
  readonly urgency: Urgency;
  readonly channel: Channel;
  readonly campaignCode: string;
}

export interface IssueScript {
  readonly key: string;
  readonly enterpriseKey: string;
  readonly submit: Submission;
  readonly steps: readonly DemoStep[];
  readonly outcome: Outcome;
}
