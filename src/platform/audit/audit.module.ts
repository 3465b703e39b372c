import { Global, Module } from '@nestjs/common';
import { AuditAnchorTask } from './audit-anchor.task.js';
import { AuditTrail } from './audit-trail.js';
import { AuditVerification } from './audit-verification.js';

@Global()
@Module({
  providers: [AuditAnchorTask, AuditTrail, AuditVerification],
  exports: [AuditTrail, AuditVerification],
})
export class AuditTrailModule {}
