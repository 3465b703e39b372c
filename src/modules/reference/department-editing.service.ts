import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { localDateOf } from '../../kernel/local-date.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import { checkPlacement, Regions } from '../regions/index.js';
import type { DepartmentInput, DepartmentPatch, DepartmentView } from './departments.dto.js';
import { type Department, DepartmentDirectory, departmentId } from './domain/department-directory.js';
import { REFERENCE_TOPICS } from './reference-data.service.js';
import { DepartmentExists, DepartmentNotFound } from './reference.errors.js';
import { presentDepartment } from './reference.presenter.js';
import { ReferenceStore } from './reference.store.js';

/** What an administrator does to departments. Function and region are its identity and never change. */
@Injectable()
export class DepartmentEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: ReferenceStore,
    private readonly regions: Regions,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  async add(call: Call, { name, nameEn = null, functionCode, regionCode }: DepartmentInput): Promise<DepartmentView> {
    const tree = await this.regions.tree();
    return this.writes.once(call, async (tx) => {
      checkPlacement(tree, regionCode, call.actor, localDateOf(this.clock.now()));
      const id = departmentId(regionCode, functionCode);
      if ((await this.lockedDirectory(tx)).get(id)) throw DepartmentExists({ regionCode, functionCode });
      const department: Department = { id, name, nameEn, functionCode, regionCode, active: true, version: 1 };
      await this.store.insert(tx, 'department', { ...department, code: id });
      this.audit.record(tx, { action: 'department.added', subject: subjectOf(department), after: department });
      return presentDepartment(department, call.language);
    });
  }

  change(call: Call, id: string, patch: DepartmentPatch): Promise<DepartmentView> {
    return this.writes.once(call, async (tx) => {
      const department = (await this.lockedDirectory(tx)).get(id);
      if (!department) throw DepartmentNotFound();
      expectVersion(call.seenVersion, department.version);
      const changes = { ...patch, version: department.version + 1 };
      await this.store.update(tx, 'department', id, changes);
      const changed = { ...department, ...changes };
      this.audit.record(tx, {
        action: 'department.changed',
        subject: subjectOf(department),
        before: department,
        after: changed,
      });
      return presentDepartment(changed, call.language);
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async lockedDirectory(tx: Tx): Promise<DepartmentDirectory> {
    await this.caches.changed(tx, REFERENCE_TOPICS.department);
    return new DepartmentDirectory(await this.store.departments(tx));
  }
}

const subjectOf = ({ id, regionCode }: Department) => ({ kind: 'department', id, regionCode });
