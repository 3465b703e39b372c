import type { Settings } from './settings.js';

/** How mail leaves the office. */
export interface MailConfig {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Where people reach Zhuqi; links in mails begin with it. */
  readonly publicUrl: string;
  /** For one mail, all in all. */
  readonly timeoutMs: number;
}

const ADDRESS = /^(?:[^<>"\r\n]{0,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** @returns null when no server is set; problems are added to the list */
export function mailConfig(setting: Settings, problems: string[]): MailConfig | null {
  const smtpUrl = setting.text('ZHUQI_SMTP_URL', '');
  const from = setting.text('ZHUQI_MAIL_FROM', '');
  const publicUrl = setting.text('ZHUQI_PUBLIC_URL', '').replace(/\/+$/, '');
  const timeoutMs = setting.integer('ZHUQI_SMTP_TIMEOUT_MS', 20_000, [50, 120_000]);
  if (smtpUrl === '') return null;
  if (!/^smtps?:\/\/[^/]/.test(smtpUrl) || !URL.canParse(smtpUrl)) {
    problems.push('ZHUQI_SMTP_URL must be such as smtp://user:password@mail.example.gov.cn:587, or smtps://…');
  }
  if (!ADDRESS.test(from)) problems.push('ZHUQI_MAIL_FROM must be an address, such as 助企 <zhuqi@example.gov.cn>');
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl)) {
    problems.push('ZHUQI_PUBLIC_URL must be where people reach Zhuqi, such as https://zhuqi.example.gov.cn');
  }
  return { smtpUrl, from, publicUrl, timeoutMs };
}
