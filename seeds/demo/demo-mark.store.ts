import sql from 'sql-template-tag';
import { first, insertRows, type Tx } from '../../src/platform/persistence/index.js';

const TOPIC = 'demo';
const VERSIONS = { begun: 0, complete: 1 } as const;

/** How far the demo is in this database; `foreign` when there is data that is not the demo's. */
export type DemoState = 'empty' | 'begun' | 'complete' | 'foreign';

export async function demoState(tx: Tx): Promise<DemoState> {
  const mark = await first<{ version: number }>(tx, sql`SELECT version FROM reference_version WHERE topic = ${TOPIC}`);
  if (mark !== null) return mark.version === VERSIONS.complete ? 'complete' : 'begun';
  const data = await first(tx, sql`SELECT 1 FROM app_user UNION ALL SELECT 1 FROM enterprise LIMIT 1`);
  return data === null ? 'empty' : 'foreign';
}

export async function markDemo(tx: Tx, state: keyof typeof VERSIONS): Promise<void> {
  await tx.run(sql`DELETE FROM reference_version WHERE topic = ${TOPIC}`);
  await tx.run(insertRows('reference_version', [{ topic: TOPIC, version: VERSIONS[state] }]));
}
