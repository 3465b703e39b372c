import { iso } from '../../kernel/clock.js';
import { instantsAsText } from '../../kernel/instants-as-text.js';
import { maskedName } from '../../kernel/personal-data.js';
import type { AuditEntryView } from './audit.dto.js';
import type { NamedEntry } from './audit.read-model.js';

export function presentEntry(entry: NamedEntry): AuditEntryView {
  const { sequence, address, requestId, action, outcome, regionCode, hash, subjectKind, subjectId } = entry;
  return {
    ...{ sequence, address, requestId, action, outcome, regionCode, hash },
    at: iso(entry.at),
    actor: {
      id: entry.actorId,
      name: actorName(entry),
      role: entry.actorRole,
      regionCode: entry.actorRegionCode,
    },
    subject: subjectKind === null || subjectId === null ? null : { kind: subjectKind, id: subjectId },
    before: objectOf(entry.before),
    after: objectOf(entry.after),
    details: objectOf(entry.details),
  };
}

/** Whoever signs in for an enterprise is one of its contact persons. */
function actorName({ actorName: name, actorRole }: NamedEntry): string | null {
  return name !== null && actorRole === 'enterprise' ? maskedName(name) : name;
}

/** As it is kept and proved, but with instants as texts. */
function objectOf(json: string | null): object | null {
  return json === null ? null : instantsAsText(JSON.parse(json) as Record<string, unknown>);
}
