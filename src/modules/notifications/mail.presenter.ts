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
  readonly issue: string | null;
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
    issue: row.issueId === null ? null : [row.number, withoutPhones(row.title ?? '')].filter(Boolean).join(' '),
    link: row.issueId === null ? null : `${publicUrl}/issues/${row.issueId}`,
  };
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
  const html = [...paragraphs.map(htmlOf), ...last.map((line) => `<p>${escaped(line)}</p>`)].join('\n');
  return {
    subject: `[${brand}] ${subject}`,
    text: [...blocks, ...last].join('\n\n'),
    html: `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>\n${html}\n</body></html>`,
  };
}

const linesOf = ({ heading, issue, body, link }: Paragraph): string[] =>
  [heading, issue, body, link].filter((line) => line !== null);

function htmlOf({ heading, issue, body, link }: Paragraph): string {
  const named = issue === null ? '' : `<br>${anchor(issue, link)}`;
  return `<p><strong>${escaped(heading)}</strong>${named}<br>${escaped(body)}</p>`;
}

const anchor = (text: string, link: string | null): string =>
  link === null ? escaped(text) : `<a href="${escaped(link)}">${escaped(text)}</a>`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
