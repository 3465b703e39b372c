import type { InputOf } from './action-inputs.js';
import type { EffectContext, EffectOf } from './effect.js';
import type { IssueState } from './issue-types.js';
import { mustBeHigher, mustBeThere, toAcknowledge, toAnswer } from './supervision.js';

type Supervising = 'supervise' | 'acknowledge-supervision' | 'answer-supervision' | 'instruct';

const bearer = (issue: IssueState, { actor: { userId }, relations }: EffectContext) => ({ userId, relations, issue });

/** The effect of putting a duty on somebody, and of meeting it. */
export const SUPERVISION_EFFECTS: { readonly [A in Supervising]: EffectOf<InputOf<A>> } = {
  supervise: (_issue, { kind, note }, { supervisions }) => {
    mustBeHigher(kind, supervisions);
    return { changes: {}, details: { kind, note }, supervision: { kind, note, addressee: null } };
  },
  'acknowledge-supervision': (issue, _input, context) => {
    const mine = toAcknowledge(context.supervisions, bearer(issue, context));
    return {
      changes: {},
      details: { kinds: mine.map(({ kind }) => kind) },
      acknowledged: mine.map(({ id }) => id),
    };
  },
  'answer-supervision': (issue, { answer }, context) => {
    const mine = toAnswer(context.supervisions, bearer(issue, context));
    return {
      changes: {},
      details: { answer, kinds: mine.map(({ kind }) => kind) },
      answered: { ids: mine.map(({ id }) => id), answer },
    };
  },
  instruct: (issue, { addressee, note }) => {
    mustBeThere(addressee, issue);
    return { changes: {}, details: { addressee, note }, supervision: { kind: 'instruction', note, addressee } };
  },
};
