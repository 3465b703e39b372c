import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { EnterpriseRow } from './domain/enterprise.js';
import { contactsOf, creditCodeOfText, EnterpriseChecks, honoursOf } from './enterprise-checks.service.js';
import type { EnterpriseInput, EnterprisePatch, EnterpriseView } from './enterprises.dto.js';
import { presentEnterprise } from './enterprises.presenter.js';
import { Enterprises } from './enterprises.service.js';
import { EnterprisesStore } from './enterprises.store.js';

/** What coordinators and administrators do to the register. */
@Injectable()
export class EnterpriseEditing {
  constructor(
    private readonly writes: Writes,
    private readonly enterprises: Enterprises,
    private readonly checks: EnterpriseChecks,
    private readonly store: EnterprisesStore,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, input: EnterpriseInput): Promise<EnterpriseView> {
    return this.writes.once(call, async (tx) =>
      presentEnterprise(await this.enterprises.create(tx, call.actor, input), call.actor),
    );
  }

  change(call: Call, id: string, patch: EnterprisePatch): Promise<EnterpriseView> {
    return this.writes.once(call, async (tx) => {
      const enterprise = await this.enterprises.locked(tx, call.actor, id);
      expectVersion(call.seenVersion, enterprise.version);
      const changes = {
        ...changesOf(patch),
        updatedAt: this.clock.now(),
        version: enterprise.version + 1,
      };
      await this.check(tx, call, enterprise, changes);
      await this.checks.orFindTwin(tx, this.store.update(tx, id, changes));
      const changed = { ...enterprise, ...changes };
      this.audit.record(tx, {
        action: 'enterprise.changed',
        subject: { kind: 'enterprise', id, regionCode: enterprise.regionCode },
        before: enterprise,
        after: changed,
      });
      return presentEnterprise(changed, call.actor);
    });
  }

  // Only what differs: a region or chain that was closed meanwhile must not stop other changes.
  private async check(tx: Tx, call: Call, before: EnterpriseRow, changes: Partial<EnterpriseRow>): Promise<void> {
    const { creditCode, regionCode, chainCode } = changes;
    const moved = regionCode === before.regionCode ? undefined : regionCode;
    const joined = chainCode === before.chainCode ? undefined : chainCode;
    await this.checks.checkPlaces(call.actor, [{ regionCode: moved, chainCode: joined }]);
    if (creditCode !== undefined && creditCode !== before.creditCode) {
      await this.checks.checkNotTaken(tx, call.actor, [creditCode]);
    }
  }
}

function changesOf({ creditCode, honours, contacts, ...columns }: EnterprisePatch): Partial<EnterpriseRow> {
  return {
    ...columns,
    ...(creditCode === undefined ? {} : { creditCode: creditCodeOfText(creditCode) }),
    ...(honours === undefined ? {} : { honours: honoursOf(honours) }),
    ...(contacts === undefined ? {} : { contacts: contactsOf(contacts) }),
  };
}
