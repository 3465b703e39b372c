import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RetentionDue } from '../../kernel/retention-due.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ColoursStore } from './colours.store.js';
import { NoticesStore } from './notices.store.js';

/** What was read long ago goes, and what was told of issues that have long ended; what nobody has read stays. */
@Injectable()
export class NoticeRetention implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly notices: NoticesStore,
    private readonly colours: ColoursStore,
  ) {}

  onModuleInit(): void {
    this.events.on(RetentionDue, (tx, due) => this.drop(tx, due));
  }

  private async drop(tx: Tx, due: RetentionDue): Promise<void> {
    const { kind, isRehearsal } = due;
    if (kind === 'read-notices')
      due.dropped += await (isRehearsal ? this.notices.countRead(tx, due) : this.notices.dropRead(tx, due));
    if (kind === 'told-colours')
      due.dropped += await (isRehearsal ? this.colours.countEnded(tx, due) : this.colours.dropEnded(tx, due));
  }
}
