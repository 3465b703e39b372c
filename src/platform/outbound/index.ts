export { type OutboundAnswer, type OutboundCall, OutboundCalls } from './outbound-calls.js';
export { TargetRefused } from './guarded-lookup.js';
export { OutboundModule } from './outbound.module.js';
export type { UrlRefusal } from './target-rules.js';
