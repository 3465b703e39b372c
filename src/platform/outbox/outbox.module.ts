import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { Clock, DAY, HOUR } from '../../kernel/clock.js';
import { UnitOfWork } from '../persistence/index.js';
import { Sweeps } from '../scheduling/index.js';
import { DeliveryAttempts } from './delivery-attempts.js';
import { DeliveryWatch } from './delivery-watch.js';
import { Outbox } from './outbox.js';
import { OutboxDelivery } from './outbox-delivery.js';
import { OutboxHandlers } from './outbox-handlers.js';
import { OutboxLanes } from './outbox-lanes.read-model.js';
import { OutboxMessages } from './outbox-messages.store.js';

const DELIVERED_ARE_KEPT_MS = 7 * DAY;
/** Long enough for somebody to find them and have them sent again. */
const DEAD_ARE_KEPT_MS = 90 * DAY;
/** In one unit of work, which others wait for. */
const REMOVED_AT_ONCE = 1_000;

@Global()
@Module({
  providers: [DeliveryAttempts, DeliveryWatch, Outbox, OutboxDelivery, OutboxHandlers, OutboxLanes, OutboxMessages],
  exports: [Outbox, OutboxDelivery, OutboxHandlers, OutboxLanes],
})
export class OutboxModule implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly messages: OutboxMessages,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sweeps.register({ name: 'delivered-messages', every: HOUR, run: () => this.removeOld() });
  }

  private async removeOld(): Promise<{ removed: number; dead: number }> {
    const removed = await this.remove('delivered_at', DELIVERED_ARE_KEPT_MS);
    return { removed, dead: await this.remove('dead_at', DEAD_ARE_KEPT_MS) };
  }

  private async remove(ended: 'delivered_at' | 'dead_at', keptFor: number): Promise<number> {
    const before = this.clock.now() - keptFor;
    let removed = 0;
    for (let more = true; more;) {
      const now = await this.unitOfWork.run((tx) => this.messages.remove(tx, ended, before, REMOVED_AT_ONCE));
      removed += now;
      more = now === REMOVED_AT_ONCE;
    }
    return removed;
  }
}
