import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { Tx } from '../persistence/index.js';

/** One run of one sweep. */
export interface SweepRun {
  readonly name: string;
  readonly holder: string;
}

@Injectable()
export class SweepLeases {
  /**
   * A lease that ends more than a whole lease later than one taken now was taken before the clock was set back, and holds
   * nobody up; the clocks of two machines differ by less.
   * @returns whether the run may begin; not while another one has the lease
   */
  async take(tx: Tx, { name, holder }: SweepRun, now: Instant, until: Instant): Promise<boolean> {
    const taken = await tx.run(
      sql`INSERT INTO sweep_lease (name, holder, leased_until, last_started_at)
          VALUES (${name}, ${holder}, ${until}, ${now})
          ON CONFLICT (name) DO UPDATE
          SET holder = excluded.holder, leased_until = excluded.leased_until, last_started_at = excluded.last_started_at
          WHERE sweep_lease.leased_until <= excluded.last_started_at OR sweep_lease.leased_until > ${2 * until - now}`,
    );
    return taken > 0;
  }

  /** @returns false when the lease had ended and somebody else has taken it */
  async renew(tx: Tx, { name, holder }: SweepRun, until: Instant): Promise<boolean> {
    const renewed = await tx.run(
      sql`UPDATE sweep_lease SET leased_until = ${until} WHERE name = ${name} AND holder = ${holder}`,
    );
    return renewed > 0;
  }

  /** The run is done, and did this. */
  async finish(tx: Tx, { name, holder }: SweepRun, now: Instant, outcome: string): Promise<void> {
    await tx.run(
      sql`UPDATE sweep_lease SET holder = NULL, leased_until = ${now}, last_finished_at = ${now}, last_outcome = ${outcome}
          WHERE name = ${name} AND holder = ${holder}`,
    );
  }

  /** The run has failed: the next one need not wait. */
  async giveBack(tx: Tx, { name, holder }: SweepRun, now: Instant): Promise<void> {
    await tx.run(
      sql`UPDATE sweep_lease SET holder = NULL, leased_until = ${now} WHERE name = ${name} AND holder = ${holder}`,
    );
  }
}
