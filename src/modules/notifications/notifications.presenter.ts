import { iso, isoOrNull } from '../../kernel/clock.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import type { Language } from '../../kernel/language.js';
import { bodyOf, type NoticeParams, type NoticeToTell, titleOf } from './domain/notice-text.js';
import type { NoticeRow } from './inbox.read-model.js';
import type { NotificationView } from './notifications.dto.js';

/** What the text of the notice is made of. */
export function noticeToTell({ kind, params, issueId, absentName }: NoticeRow): NoticeToTell {
  return { kind, params: JSON.parse(params) as NoticeParams, visible: issueId !== null, absent: absentName };
}

export function presentNotice(row: NoticeRow, language: Language): NotificationView {
  const { id, kind, issueId, number, title, standsInFor, absentName, createdAt, readAt } = row;
  const told = noticeToTell(row);
  return {
    id,
    kind,
    title: titleOf(told, language),
    body: bodyOf(told, language),
    issue: issueId === null ? null : { id: issueId, number: number!, title: title && withoutPhones(title) },
    standsInFor: standsInFor === null ? null : { id: standsInFor, name: absentName! },
    createdAt: iso(createdAt),
    readAt: isoOrNull(readAt),
  };
}
