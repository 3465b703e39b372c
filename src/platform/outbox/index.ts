export { Outbox } from './outbox.js';
export { OutboxDelivery } from './outbox-delivery.js';
export { DeliveryFailure, NotYet, type OutboxDelivered, OutboxHandlers, PermanentFailure } from './outbox-handlers.js';
export { OutboxModule } from './outbox.module.js';
export { OutboxLanes, type OutboxState } from './outbox-lanes.read-model.js';
