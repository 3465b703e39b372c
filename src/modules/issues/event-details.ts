import type { Actor } from '../../kernel/actor.js';
import { instantsAsText } from '../../kernel/instants-as-text.js';
import { withoutPersonalData } from '../../kernel/personal-data.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { Sight } from './domain/sight.js';

type Details = Readonly<Record<string, unknown>>;

const OF_PARENT = ['intoIssueId', 'intoNumber'];
const OF_CHILD = ['issueId', 'number', 'common'];

/** What in the details of an action tells which enterprise it is. */
const TELLING: Readonly<Partial<Record<IssueAction, readonly string[]>>> = {
  start: ['person'],
  'call-back': ['person'],
  assign: ['rule', 'reasons'],
  merge: OF_PARENT,
  'take-in': OF_CHILD,
};

/** The facts of an event as somebody may read them; instants as texts. */
export function eventDetails(
  action: IssueAction,
  details: Details,
  { hidden, whole, actor }: Sight & { actor: Actor },
) {
  const untold = hidden ? withoutEnterprise(action, details) : details;
  const told = actor.role === 'cadre' || hidden ? withoutOthers(action, untold) : untold;
  return detailsAsTold(told, { whole });
}

/** With instants as texts, and without what tells of persons unless they are shown whole. */
export function detailsAsTold(details: Details, { whole }: Pick<Sight, 'whole'>): Record<string, unknown> {
  return instantsAsText(whole ? details : (withoutPersonalData(details) as Details));
}

function withoutEnterprise(action: IssueAction, details: Details): Details {
  if (action !== 'edit') return without(details, TELLING[action] ?? []);
  const { before, after } = details as { before?: Details; after?: Details };
  return { before: without(before ?? {}, ['contact']), after: without(after ?? {}, ['contact']) };
}

// What cadres need not hear: who has which conflict of interest, and that a confidential issue is of the same enterprise.
function withoutOthers(action: IssueAction, details: Details): Details {
  if (action === 'exclude-cadre') return {};
  if (details.confidential !== true) return details;
  if (action === 'merge') return without(details, OF_PARENT);
  return action === 'take-in' ? without(details, OF_CHILD) : details;
}

function without(details: Details, names: readonly string[]): Details {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !names.includes(name)));
}
