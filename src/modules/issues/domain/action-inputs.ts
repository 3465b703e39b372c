import type { Instant } from '../../../kernel/clock.js';
import type { ACTION_FIELDS } from './action-fields.js';

/** What `enterpriseInformed` of an extension holds. */
export interface Informed {
  readonly means: string;
  readonly at: Instant;
}

type ValueOf<F> = F extends { kind: 'text' | 'code' }
  ? string
  : F extends { kind: 'choice'; choices: infer C }
    ? keyof C & string
    : F extends { kind: 'whole' | 'instant' }
      ? number
      : F extends { kind: 'flag' }
        ? boolean
        : F extends { kind: 'codes' }
          ? readonly string[]
          : F extends { kind: 'informed' }
            ? Informed
            : never;

type Fields = typeof ACTION_FIELDS;

/** The checked input of an action, instants as epoch milliseconds; made from {@link ACTION_FIELDS}, so it cannot differ. */
export type InputOf<A extends keyof Fields> = {
  readonly [N in keyof Fields[A] as Fields[A][N] extends { required: true } ? N : never]: ValueOf<Fields[A][N]>;
} & {
  readonly [N in keyof Fields[A] as Fields[A][N] extends { required: true } ? never : N]?: ValueOf<Fields[A][N]>;
};

/** The actions that somebody can take through the API. */
export type ApiAction = keyof Fields;
