import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { Webhook } from './domain/webhook.js';

@Injectable()
export class WebhooksStore {
  /** The oldest first. */
  async all(session: SqlSession): Promise<Webhook[]> {
    const rows = await session.all<Omit<Webhook, 'events'> & { readonly events: string }>(
      sql`SELECT id, name, format, language, shown_url, sealed_target, events, region_code, active, failing_since,
            off_reason, created_at, version
          FROM webhook ORDER BY id`,
    );
    return rows.map(({ events, active, ...row }) => ({
      ...row,
      events: JSON.parse(events) as string[],
      active: Boolean(active),
    }));
  }

  async insert(tx: Tx, webhook: Webhook): Promise<void> {
    await tx.run(insertRows('webhook', [rowOf(webhook)]));
  }

  async update(tx: Tx, webhook: Webhook): Promise<void> {
    const { id, ...columns } = rowOf(webhook);
    await tx.run(sql`UPDATE webhook SET ${assignments('webhook', columns)} WHERE id = ${id!}`);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(sql`DELETE FROM webhook WHERE id = ${id}`);
  }
}

function rowOf({ events, ...webhook }: Webhook): Row {
  return { ...webhook, events: JSON.stringify(events) };
}
