import type { Actor } from '../../kernel/actor.js';
import { iso } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { type SeenIssue, shownPersonName, sightOf } from '../issues/index.js';
import type { AttachmentView } from './attachments.dto.js';
import type { AttachmentRow } from './attachments.read-model.js';
import { comesFromKnower } from './domain/attachment-access.js';
import { kindOf } from './domain/file-kind.js';
import { neutralName } from './domain/file-name.js';

interface Eyes {
  readonly actor: Actor;
  readonly language: Language;
}

/** The issue that it belongs to, as the one who looks stands to it. */
type OfIssue = Pick<SeenIssue, 'issue' | 'supports'>;

/** Whether the name of the file, and of whoever brought it, could tell who the hidden enterprise is. */
function isHidden(row: AttachmentRow, { issue, supports }: OfIssue, actor: Actor): boolean {
  return sightOf(actor, issue, supports).hidden && comesFromKnower(row, issue.submittedBy);
}

export function shownName(row: AttachmentRow, issue: OfIssue, { actor, language }: Eyes): string {
  return isHidden(row, issue, actor) ? neutralName(row.ordinal, kindOf(row.mediaType)!, language) : row.name;
}

function uploaderOf(row: AttachmentRow, ofIssue: OfIssue, actor: Actor): string | null {
  if (isHidden(row, ofIssue, actor)) return null;
  return shownPersonName(row.uploadedByName, row.uploadedByRole, sightOf(actor, ofIssue.issue, ofIssue.supports));
}

export function presentAttachment(row: AttachmentRow, issue: OfIssue, eyes: Eyes): AttachmentView {
  const { id, ordinal, mediaType, size, uploadedByRole, visibleToEnterprise } = row;
  return {
    id,
    ordinal,
    name: shownName(row, issue, eyes),
    mediaType,
    size,
    uploadedBy: uploaderOf(row, issue, eyes.actor),
    uploadedByRole,
    uploadedAt: iso(row.uploadedAt),
    visibleToEnterprise,
  };
}
