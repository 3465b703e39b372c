import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import { type ClockLimits, DEFAULT_LIMITS, type SlaPolicy } from './domain/sla-policy.js';

@Injectable()
export class PoliciesStore {
  /** Every version, by code and version; a clock that came after a version has its default limit. */
  async all(session: SqlSession): Promise<SlaPolicy[]> {
    const rows = await session.all<Omit<SlaPolicy, 'limits'> & { limits: string }>(
      sql`SELECT id, code, version, category_code, urgency, level, limits, valid_from, valid_to
          FROM sla_policy ORDER BY code, version`,
    );
    return rows.map((row) => ({
      ...row,
      limits: { ...DEFAULT_LIMITS, ...(JSON.parse(row.limits) as Partial<ClockLimits>) },
    }));
  }

  async insert(tx: Tx, policy: SlaPolicy): Promise<void> {
    await tx.run(insertRows('sla_policy', [{ ...policy, limits: JSON.stringify(policy.limits) }]));
  }

  async end(tx: Tx, id: string, at: Instant): Promise<void> {
    await tx.run(sql`UPDATE sla_policy SET valid_to = ${at} WHERE id = ${id}`);
  }
}
