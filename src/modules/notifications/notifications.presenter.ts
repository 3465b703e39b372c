import { iso, isoOrNull } from '../../kernel/clock.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import type { Language } from '../../kernel/language.js';
import { bodyOf, type NoticeParams, type NoticeToTell, titleOf, type ToldBulletin } from './domain/notice-text.js';
import type { NoticeRow } from './inbox.read-model.js';
import type { NotificationView, ToldBulletinView } from './notifications.dto.js';

/** What the text of the notice is made of. */
export function noticeToTell({ kind, params, issueId, bulletin, absentName }: NoticeRow): NoticeToTell {
  const facts = JSON.parse(params) as NoticeParams;
  return {
    kind,
    params: facts,
    visible: issueId !== null || bulletin !== null || facts.cadre !== undefined,
    absent: absentName,
  };
}

export function presentNotice(row: NoticeRow, language: Language): NotificationView {
  const { id, kind, issueId, number, title, standsInFor, absentName, createdAt, readAt, bulletin } = row;
  const told = noticeToTell(row);
  return {
    id,
    kind,
    title: titleOf(told, language),
    body: bodyOf(told, language),
    issue: issueId === null ? null : { id: issueId, number: number!, title: title && withoutPhones(title) },
    bulletin: bulletin === null ? null : presentBulletin(bulletin),
    standsInFor: standsInFor === null ? null : { id: standsInFor, name: absentName! },
    createdAt: iso(createdAt),
    readAt: isoOrNull(readAt),
  };
}

function presentBulletin({ id, number, language }: ToldBulletin): ToldBulletinView {
  const url = `/api/v1/bulletins/${id}`;
  return { id, number, url, printUrl: `${url}/print?lang=${language === 'en' ? 'en' : 'zh'}` };
}
