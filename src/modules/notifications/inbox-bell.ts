import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/persistence/index.js';

type Listener = (userId: string) => void;

/** Tells within this process whose inbox has changed. */
@Injectable()
export class InboxBell {
  private readonly listeners: Listener[] = [];

  onRing(listener: Listener): void {
    this.listeners.push(listener);
  }

  ringAfter(tx: Tx, userIds: readonly string[]): void {
    if (userIds.length === 0) return;
    tx.afterCommit(() => {
      for (const userId of userIds) for (const listener of this.listeners) listener(userId);
    });
  }
}
