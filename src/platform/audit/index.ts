export { AUDIT_OUTCOMES, type AuditHead, auditHash, type AuditLink, firstBroken } from './audit-chain.js';
export { AuditTrailModule } from './audit.module.js';
export { AuditTrail } from './audit-trail.js';
export { AuditVerification, FINDINGS } from './audit-verification.js';
