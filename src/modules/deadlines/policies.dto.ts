import { applyDecorators } from '@nestjs/common';
import { IsDefined, IsObject } from 'class-validator';
import { Choice, Code, Flag, InstantField, ListQuery, Nested, Whole } from '../../platform/http/index.js';
import { CLOCK_UNITS, type ClockUnit } from './domain/deadline.js';
import { type ClockName, POLICY_LEVELS, POLICY_URGENCIES, type PolicyScope } from './domain/sla-policy.js';

const MOST_COUNTED = 3_650;

const ABOUT: Readonly<Record<ClockName, string>> = {
  accept: 'From submission to acceptance.',
  assign: 'From acceptance to a lead cadre.',
  sign: 'From the assignment until the lead signs for it.',
  contact: 'From the assignment to the first contact with the enterprise.',
  progress: 'Between two progress notes.',
  finish: 'From acceptance to the claim of done.',
  rating: 'How long the enterprise may rate; without an answer the issue is closed as unconfirmed.',
  unhappyContact: 'From an unhappy rating to the next contact.',
  review: 'Between two reports on an issue that is handled long-term.',
  rework: 'For another handling after an unhappy rating or a reopening.',
  info: 'How long the enterprise may take to answer a question; then the issue goes on without an answer.',
  verify: 'From the claim of done until somebody has checked it.',
  statutory: 'From acceptance; set by a statute: no extension goes beyond it. Null where there is none.',
};
const CATEGORY = {
  nullable: true,
  example: 'finance-overdue-payment',
  description: 'With all below it; null for any.',
};
const URGENCY = { nullable: true, example: null, description: 'Null for any.' };

export class TimeLimitView {
  @Whole({ max: MOST_COUNTED, example: 7 }) count!: number;
  @Choice(CLOCK_UNITS, { example: 'working_day' }) unit!: ClockUnit;
}

// `ValidateNested` alone takes nothing at all, null and a list for an object.
const isObject = applyDecorators(IsDefined(), IsObject());

const limit = (clock: ClockName, optional = false) =>
  applyDecorators(
    Nested(() => TimeLimitView, { description: ABOUT[clock], optional }),
    isObject,
  );
/** May be left out: clocks that came later than clients of this interface. */
const laterLimit = (clock: ClockName) => Nested(() => TimeLimitView, { description: ABOUT[clock], optional: true });
const statutoryLimit = (optional: boolean) =>
  Nested(() => TimeLimitView, { description: ABOUT.statutory, nullable: true, optional });

class ClockLimitFields {
  @limit('accept') accept!: TimeLimitView;
  @limit('assign') assign!: TimeLimitView;
  @limit('sign') sign!: TimeLimitView;
  @limit('contact') contact!: TimeLimitView;
  @limit('progress') progress!: TimeLimitView;
  @limit('finish') finish!: TimeLimitView;
  @limit('rating') rating!: TimeLimitView;
  @limit('unhappyContact') unhappyContact!: TimeLimitView;
  @limit('review') review!: TimeLimitView;
  @limit('rework') rework!: TimeLimitView;
}

export class ClockLimitsView extends ClockLimitFields {
  @limit('info') info!: TimeLimitView;
  @limit('verify') verify!: TimeLimitView;
  @statutoryLimit(false) statutory!: TimeLimitView | null;
}

export class ClockLimitsInput extends ClockLimitFields {
  @laterLimit('info') info?: TimeLimitView;
  @laterLimit('verify') verify?: TimeLimitView;
  @statutoryLimit(true) statutory?: TimeLimitView | null;
}

export class ClockLimitsPatch {
  @limit('accept', true) accept?: TimeLimitView;
  @limit('assign', true) assign?: TimeLimitView;
  @limit('sign', true) sign?: TimeLimitView;
  @limit('contact', true) contact?: TimeLimitView;
  @limit('progress', true) progress?: TimeLimitView;
  @limit('finish', true) finish?: TimeLimitView;
  @limit('rating', true) rating?: TimeLimitView;
  @limit('unhappyContact', true) unhappyContact?: TimeLimitView;
  @limit('review', true) review?: TimeLimitView;
  @limit('rework', true) rework?: TimeLimitView;
  @limit('info', true) info?: TimeLimitView;
  @limit('verify', true) verify?: TimeLimitView;
  @statutoryLimit(true) statutory?: TimeLimitView | null;
}

export class PolicyQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Also versions that are no longer in force.' })
  all?: boolean;
}

export class PolicyView {
  @Code({ example: '0194a1b2-5c3d-7e4f-8a9b-0c1d2e3f4a5b', description: 'Of this version.' }) id!: string;
  @Code({ example: 'overdue-payment' }) code!: string;
  @Whole({ min: 1 }) version!: number;
  @Code(CATEGORY) categoryCode!: string | null;
  @Choice(POLICY_URGENCIES, URGENCY) urgency!: PolicyScope['urgency'];
  @Choice(POLICY_LEVELS, URGENCY) level!: PolicyScope['level'];
  @Nested(() => ClockLimitsView) limits!: ClockLimitsView;
  @InstantField() validFrom!: string;
  @InstantField({ nullable: true, example: null }) validTo!: string | null;
}

export class PolicyInput {
  @Code({ example: 'overdue-payment' }) code!: string;
  @Code({ ...CATEGORY, optional: true }) categoryCode?: string | null;
  @Choice(POLICY_URGENCIES, { ...URGENCY, optional: true }) urgency?: PolicyScope['urgency'];
  @Choice(POLICY_LEVELS, { ...URGENCY, optional: true }) level?: PolicyScope['level'];
  @isObject @Nested(() => ClockLimitsInput) limits!: ClockLimitsInput;
}

export class PolicyPatch {
  @Code({ ...CATEGORY, optional: true }) categoryCode?: string | null;
  @Choice(POLICY_URGENCIES, { ...URGENCY, optional: true }) urgency?: PolicyScope['urgency'];
  @Choice(POLICY_LEVELS, { ...URGENCY, optional: true }) level?: PolicyScope['level'];
  @isObject
  @Nested(() => ClockLimitsPatch, { optional: true, description: 'The clocks that are left out stay as they are.' })
  limits?: ClockLimitsPatch;
}
