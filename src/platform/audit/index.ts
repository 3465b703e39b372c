export { AuditTrailModule } from './audit.module.js';
export { AuditTrail } from './audit-trail.js';
