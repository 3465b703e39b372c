import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { InboxBell } from './inbox-bell.js';
import { MailPlanning } from './mail-planning.service.js';
import { type NewNotice, NoticesStore } from './notices.store.js';

/** Puts notices into inboxes, and plans the mails that follow from them. */
@Injectable()
export class NoticeDelivery {
  constructor(
    private readonly store: NoticesStore,
    private readonly mails: MailPlanning,
    private readonly bell: InboxBell,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Whoever has the notice of a cause does not get it again. */
  async deliver(notices: readonly NewNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      const added = await this.store.add(tx, notices);
      await this.mails.plan(tx, added);
      this.bell.ringAfter(
        tx,
        added.map(({ userId }) => userId),
      );
    });
  }
}
