import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { RegionsModule } from '../regions/index.js';
import { AuditController } from './audit.controller.js';
import { AuditExports } from './audit-exports.service.js';
import { AuditReadModel } from './audit.read-model.js';
import { AuditProofController } from './audit-proof.controller.js';
import { SigningKey } from './signing-key.js';

@Module({
  imports: [IssuesModule, RegionsModule],
  controllers: [AuditController, AuditProofController],
  providers: [AuditExports, AuditReadModel, SigningKey],
})
export class AuditModule {}
