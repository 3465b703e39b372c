import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { Tx } from '../../platform/persistence/index.js';

/** The lead of one open issue passes from one cadre to another; null where there is none, before or after. */
export interface LeadChange {
  readonly from: string | null;
  readonly to: string | null;
  readonly at: Instant;
}

/** How many open issues each cadre leads: counted where a lead changes, so that choosing the least loaded is one read. */
@Injectable()
export class CadreLoads {
  /** To be called in the unit of work that changes the lead. */
  async shift(tx: Tx, { from, to, at }: LeadChange): Promise<void> {
    if (from === to) return;
    if (from !== null) {
      await mustHit(from, tx.run(sql`UPDATE cadre_load SET open_count = open_count - 1 WHERE cadre_id = ${from}`));
    }
    if (to !== null) {
      const raised = sql`UPDATE cadre_load SET open_count = open_count + 1, last_assigned_at = ${at} WHERE cadre_id = ${to}`;
      await mustHit(to, tx.run(raised));
    }
  }
}

async function mustHit(cadreId: string, changed: Promise<number>): Promise<void> {
  if ((await changed) !== 1) throw new Error(`cadre ${cadreId} has no load to count`);
}
