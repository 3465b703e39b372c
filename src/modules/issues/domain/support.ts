import type { Effect, SupportChange } from './effect.js';

/** Others support the lead from now on; the lead, their signature and their clocks stay as they are. */
export function supportChanged(
  input: { readonly coHandlerIds?: readonly string[]; readonly reason: string },
  { added, removed }: SupportChange,
): Effect {
  return {
    changes: {},
    details: { reason: input.reason, coHandlersAdded: added, coHandlersRemoved: removed },
    // Whom an office lends to the lead is its own affair.
    visible: false,
    coHandlerIds: input.coHandlerIds ?? [],
  };
}
