import type { Instant } from '../../../kernel/clock.js';
import type { Effect } from './effect.js';

/** A co-handler leaves who still owes an opinion: the successor owes it by the same time. */
export function supportHandedOver(
  { fromCadreId, opinionDueAt }: { readonly fromCadreId: string; readonly opinionDueAt: Instant | null },
  successor: { readonly id: string; readonly name: string },
): Effect {
  return {
    changes: {},
    details: { fromCoHandler: fromCadreId, coHandlerId: successor.id, coHandlerName: successor.name },
    visible: false,
    removedCoHandlerId: fromCadreId,
    addedCoHandlerId: successor.id,
    ...(opinionDueAt === null ? {} : { addedOpinionDueAt: opinionDueAt }),
  };
}
