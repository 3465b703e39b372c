import sql from 'sql-template-tag';
import type { Actor } from '../../src/kernel/actor.js';
import { AuditTrail } from '../../src/platform/audit/index.js';
import { AUDIT_GENESIS, type AuditLink, firstBroken } from '../../src/platform/audit/audit-chain.js';
import { Writes } from '../../src/platform/http/index.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let trail: AuditTrail;
beforeAll(async () => {
  t = await startApp();
  trail = t.get(AuditTrail);
});
afterAll(() => t.close());

const entries = (): Promise<AuditLink[]> => t.reader.all<AuditLink>(sql`SELECT * FROM audit_entry ORDER BY sequence`);

const officer = { userId: 'u1', role: 'coordinator', regionCode: '411602' } as Actor;

it('keeps an entry together with its write, or neither', async () => {
  const before = (await entries()).length;
  await t.uow.run((tx) => Promise.resolve(trail.record(tx, { action: 'test.kept' })));
  const failed = t.uow.run((tx) => {
    trail.record(tx, { action: 'test.lost' });
    return Promise.reject(new Error('undone'));
  });
  await expect(failed).rejects.toThrow('undone');
  expect((await entries()).slice(before).map(({ action }) => action)).toEqual(['test.kept']);
});

it('says who, when, from where, and what changed, without secrets and phones', async () => {
  const occasion = { actor: officer, requestId: 'r1', address: '192.0.2.7' };
  await trail.note(occasion, {
    action: 'test.changed',
    subject: { kind: 'thing', id: 't1', regionCode: '411603' },
    before: { name: 'a', size: 1, phone: '13812345678', passwordHash: 'x' },
    after: { name: 'a', size: 2, phone: '13912345678', passwordHash: 'y' },
  });
  expect((await entries()).at(-1)).toMatchObject({
    at: t.clock.now(),
    actorId: 'u1',
    actorRole: 'coordinator',
    actorRegionCode: '411602',
    address: '192.0.2.7',
    requestId: 'r1',
    action: 'test.changed',
    outcome: 'done',
    subjectKind: 'thing',
    subjectId: 't1',
    regionCode: '411603',
    before: '{"size":1,"phone":"138****5678","passwordHash":"[removed]"}',
    after: '{"size":2,"phone":"139****5678","passwordHash":"[removed]"}',
    details: null,
  });
});

it('is not left out by any write that comes from a request', async () => {
  const write = (idempotencyKey: string | null, audited: boolean) => {
    const asked = { language: 'en', requestId: 'r2', address: '192.0.2.7', seenVersion: null, method: 'POST' } as const;
    const call = { ...asked, actor: officer, idempotencyKey, url: '/x', body: null };
    return t.get(Writes).once(call, async (tx) => {
      const topic = `written-${idempotencyKey}-${audited}`;
      await tx.run(sql`INSERT INTO reference_version (topic, version) VALUES (${topic}, 1)`);
      if (audited) trail.record(tx, { action: 'test.written' });
      return {};
    });
  };
  for (const key of [null, 'key-1']) {
    await expect(write(key, false)).rejects.toThrow('not in the audit trail');
    await expect(write(key, true)).resolves.toEqual({});
  }
  const kept = await t.reader.all(sql`SELECT topic FROM reference_version WHERE topic LIKE 'written-%' ORDER BY topic`);
  expect(kept).toEqual([{ topic: 'written-key-1-true' }, { topic: 'written-null-true' }]);
});

it('stands in one unbroken line whoever writes at once', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      t.uow.run((tx) => Promise.resolve(trail.record(tx, { action: 'test.at-once', details: { index } }))),
    ),
  );
  expect(firstBroken(AUDIT_GENESIS, await entries())).toBeNull();
});

it('cannot be changed, not even by hand', async () => {
  for (const statement of [
    sql`UPDATE audit_entry SET action = 'nothing' WHERE sequence = 1`,
    sql`DELETE FROM audit_entry WHERE sequence = 1`,
    ...(DATABASE === 'postgres' ? [sql`TRUNCATE audit_entry`] : []),
  ]) {
    await expect(t.uow.run((tx) => tx.run(statement))).rejects.toThrow(/append-only/);
  }
  expect(firstBroken(AUDIT_GENESIS, await entries())).toBeNull();
});
