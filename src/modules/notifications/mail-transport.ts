import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { DeliveryFailure, PermanentFailure } from '../../platform/outbox/index.js';

/** A mail to one person. */
export interface Mail {
  /** Of the message in the outbox: the same at every attempt, so that a receiver knows a repetition. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a refusal for good is about: this mail or its receiver, and not our sign-in at the server. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/** Hands mails to the SMTP server of the settings. */
@Injectable()
export class MailTransport {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * @returns the code with which the server has accepted it
   * @throws PermanentFailure when the server refuses it for good, DeliveryFailure for anything that may pass
   */
  async send({ messageId, to, subject, text, html }: Mail): Promise<number> {
    const { smtpUrl, from, publicUrl, timeoutMs } = this.config.mail!;
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // When it is over, it is over: a server that does not end its side would keep the connection.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // Also a server that says a little again and again is slow.
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = transport.sendMail({
      signal,
      from,
      to: { name: '', address: to },
      messageId: `<${messageId}@${new URL(publicUrl).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      subject,
      text,
      html,
    });
    const { response } = await sent.catch((error: unknown) => {
      throw failureOf(signal.aborted ? { code: 'ETIMEDOUT' } : error);
    });
    return Number(response.slice(0, 3));
  }
}

/** The words of a server repeat the address; its code does not. */
function failureOf(error: unknown): DeliveryFailure {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
  const told = responseCode === undefined ? {} : { status: responseCode };
  const isForGood = responseCode !== undefined && responseCode >= 500 && ABOUT_THE_MAIL.has(code);
  return new (isForGood ? PermanentFailure : DeliveryFailure)(`SMTP ${code} ${responseCode ?? ''}`.trim(), told);
}
