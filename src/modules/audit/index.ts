export { AuditModule } from './audit.module.js';
export { verifyExport } from './export-check.js';
