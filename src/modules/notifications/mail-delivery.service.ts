import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { type OutboxDelivered, OutboxHandlers } from '../../platform/outbox/index.js';
import { ALL_NOTICE_KINDS } from './domain/notice-kinds.js';
import { mailFor } from './domain/preferences.js';
import { InboxReadModel, type NoticeRow } from './inbox.read-model.js';
import { DIGEST, MAIL, type PlannedDigest, type PlannedMail } from './mail-planning.service.js';
import { MailReceivers, type Receiver } from './mail-receivers.service.js';
import { MailTransport } from './mail-transport.js';
import { digestMail, type MailFrame, type MailWords, noticeMail } from './mail.presenter.js';

const MOST_IN_A_DIGEST = 50;
/** One server is shared by all mails, and must not be overrun. */
const PARALLEL = 4;

/** Writes mails when they leave: of what their receivers may see then, and still want to be told. */
@Injectable()
export class MailDelivery implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly inbox: InboxReadModel,
    private readonly receivers: MailReceivers,
    private readonly transport: MailTransport,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    if (this.config.mail === null) return;
    this.handlers.register<PlannedMail>(MAIL, (message) => this.deliverOne(message), { parallel: PARALLEL });
    this.handlers.register<PlannedDigest>(DIGEST, (message) => this.deliverDigest(message), { parallel: PARALLEL });
  }

  private async deliverOne({ id, payload }: OutboxDelivered<PlannedMail>): Promise<number | void> {
    const receiver = await this.receivers.find(payload.userId);
    if (receiver === null) return;
    const [row] = await this.inbox.notices(receiver.owner, { ids: [payload.noticeId], unread: true, limit: 1 });
    if (row === undefined || !tells(row) || mailFor(receiver.preferences, row.kind) === null) return;
    return this.send(id, receiver, (frame) => noticeMail(row, frame));
  }

  private async deliverDigest({ id, payload }: OutboxDelivered<PlannedDigest>): Promise<number | void> {
    const receiver = await this.receivers.find(payload.userId);
    if (receiver === null) return;
    const kinds = ALL_NOTICE_KINDS.filter((kind) => mailFor(receiver.preferences, kind) === 'digest');
    const limit = MOST_IN_A_DIGEST + 1;
    const rows = await this.inbox.notices(receiver.owner, { kinds, unread: true, limit });
    const told = rows.filter(tells).slice(0, MOST_IN_A_DIGEST);
    if (told.length === 0) return;
    return this.send(id, receiver, (frame) => digestMail(told, rows.length === limit, frame));
  }

  private send(messageId: string, { preferences }: Receiver, words: (frame: MailFrame) => MailWords): Promise<number> {
    const { email, language } = preferences;
    const frame = { language, publicUrl: this.config.mail!.publicUrl };
    return this.transport.send({ messageId, to: email, ...words(frame) });
  }
}

/** A notice of what is not there for the receiver says nothing, unless they stand in for somebody. */
const tells = ({ issueId, bulletin, standsInFor }: NoticeRow): boolean =>
  issueId !== null || bulletin !== null || standsInFor !== null;
