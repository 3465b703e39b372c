import { escapedHtml } from '../../kernel/html.js';
import type { Language } from '../../kernel/language.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import { bodyOf, titleOf } from './domain/notice-text.js';
import type { NoticeRow } from './inbox.read-model.js';
import { noticeToTell } from './notifications.presenter.js';

/** The words of a mail, as text and as HTML. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailFrame {
  readonly language: Language;
  readonly publicUrl: string;
}

interface Paragraph {
  readonly heading: string;
  readonly body: string;
  /** The issue, or the bulletin, by its number. */
  readonly subject: string | null;
  readonly link: string | null;
}

const WORDS = {
  'zh-CN': {
    brand: '助企',
    digest: (count: string) => `${count} 条未读通知`,
    rest: (url: string) => `更多通知请登录查看：${url}`,
    foot: '本邮件由系统自动发送，请勿回复。',
  },
  en: {
    brand: 'Zhuqi',
    digest: (count: string) => `${count} unread notifications`,
    rest: (url: string) => `There are more: ${url}`,
    foot: 'Sent automatically; please do not reply.',
  },
} as const;

/** One notice. The title of a confidential issue is not there to be told. */
export function noticeMail(row: NoticeRow, frame: MailFrame): MailWords {
  const paragraph = paragraphOf(row, frame);
  const subject = [paragraph.heading, row.number].filter(Boolean).join(' ');
  return wordsOf(subject, [paragraph], null, frame);
}

/** @param hasMore whether there are more than these */
export function digestMail(rows: readonly NoticeRow[], hasMore: boolean, frame: MailFrame): MailWords {
  const words = WORDS[frame.language];
  const subject = words.digest(hasMore ? `${rows.length}+` : String(rows.length));
  const rest = hasMore ? words.rest(frame.publicUrl) : null;
  return wordsOf(
    subject,
    rows.map((row) => paragraphOf(row, frame)),
    rest,
    frame,
  );
}

function paragraphOf(row: NoticeRow, { language, publicUrl }: MailFrame): Paragraph {
  const told = noticeToTell(row);
  return {
    heading: titleOf(told, language),
    body: bodyOf(told, language),
    subject: subjectOf(row),
    link: pathOf(row) === null ? null : `${publicUrl}${pathOf(row)}`,
  };
}

function subjectOf({ issueId, number, title, bulletin }: NoticeRow): string | null {
  if (bulletin !== null) return bulletin.number;
  return issueId === null ? null : [number, withoutPhones(title ?? '')].filter(Boolean).join(' ');
}

function pathOf({ issueId, bulletin }: NoticeRow): string | null {
  if (bulletin !== null) return `/bulletins/${bulletin.id}`;
  return issueId === null ? null : `/issues/${issueId}`;
}

function wordsOf(
  subject: string,
  paragraphs: readonly Paragraph[],
  rest: string | null,
  { language }: MailFrame,
): MailWords {
  const { brand, foot } = WORDS[language];
  const last = [...(rest === null ? [] : [rest]), foot];
  const blocks = paragraphs.map((paragraph) => linesOf(paragraph).join('\n'));
  const html = [...paragraphs.map(htmlOf), ...last.map((line) => `<p>${escapedHtml(line)}</p>`)].join('\n');
  return {
    subject: `[${brand}] ${subject}`,
    text: [...blocks, ...last].join('\n\n'),
    html: `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>\n${html}\n</body></html>`,
  };
}

const linesOf = ({ heading, subject, body, link }: Paragraph): string[] =>
  [heading, subject, body, link].filter((line) => line !== null);

function htmlOf({ heading, subject, body, link }: Paragraph): string {
  const named = subject === null ? '' : `<br>${anchor(subject, link)}`;
  return `<p><strong>${escapedHtml(heading)}</strong>${named}<br>${escapedHtml(body)}</p>`;
}

const anchor = (text: string, link: string | null): string =>
  link === null ? escapedHtml(text) : `<a href="${escapedHtml(link)}">${escapedHtml(text)}</a>`;
