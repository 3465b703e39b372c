import { iso } from '../../kernel/clock.js';
import type { ToldIssue } from '../issues/index.js';
import type { RestatementPageView } from './restatements.dto.js';
import type { RestatementPage } from './restatements.service.js';

export function presentRestatements(page: RestatementPage): RestatementPageView {
  return {
    period: page.period,
    asOf: iso(page.asOf),
    comparedAt: iso(page.comparedAt),
    figures: page.figures.map((figure) => ({ ...figure })),
    restated: page.restated,
    items: page.items.map(({ issue: { id, number, title, status }, entered, left, events, timePassed }) => ({
      issue: { id, number, title, status },
      entered: [...entered],
      left: [...left],
      causes: events.map(presentCause),
      timePassed,
    })),
    nextCursor: page.nextCursor,
  };
}

function presentCause({ id, sequence, action, label, actor, actorRole, at, details }: ToldIssue['events'][number]) {
  const { reason } = details as { readonly reason?: unknown };
  return {
    id,
    sequence,
    action,
    label,
    actor,
    actorRole,
    at,
    reason: typeof reason === 'string' ? reason : null,
    details,
  };
}
