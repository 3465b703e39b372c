import type { Actor } from '../../../kernel/actor.js';

/** What decides who sees an attachment, and by which name. */
export interface AttachmentOrigin {
  readonly uploadedBy: string;
  readonly uploadedByRole: string;
  readonly visibleToEnterprise: boolean;
}

/** An enterprise sees what it has brought itself and what was meant for it; everybody else who sees the issue sees all. */
export function maySeeAttachment(actor: Actor, { visibleToEnterprise, uploadedByRole }: AttachmentOrigin): boolean {
  return actor.role !== 'enterprise' || visibleToEnterprise || uploadedByRole === 'enterprise';
}

/** What an enterprise brings is its own; of the others' files it sees those that they show it. */
export function isShownToEnterprise(actor: Actor, asked: boolean): boolean {
  return actor.role === 'enterprise' || asked;
}

/**
 * Whether a file comes from somebody who knows the enterprise behind a confidential issue, so that its name may tell of
 * it: everybody but the handlers, who do not know it themselves.
 */
export function comesFromKnower({ uploadedBy, uploadedByRole }: AttachmentOrigin, submittedBy: string): boolean {
  return uploadedByRole !== 'cadre' || uploadedBy === submittedBy;
}
