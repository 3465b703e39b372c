import sql, { raw, type Sql } from 'sql-template-tag';
import { AUDIT_GENESIS, linked } from '../../src/platform/audit/audit-chain.js';
import { type AuditLink, AuditTrail } from '../../src/platform/audit/index.js';
import { anchorOf, verifyTrail } from '../../src/audit-commands.js';
import { insertRows } from '../../src/platform/persistence/index.js';
import { startApp, type TestApp } from '../support/test-app.js';

const LENGTH = 8;
const NOBODY = { actor: null, requestId: 'test', address: null };

let t: TestApp;
let kept: AuditLink[];

beforeAll(async () => {
  t = await startApp();
  await t.as.auditor().get('/api/v1/me').expect(200);
  while ((await stored()).length < LENGTH) await t.get(AuditTrail).note(NOBODY, { action: 'test.happened' });
  kept = await stored();
  await unlocked();
});
afterEach(() => restore());
afterAll(() => t.close());

const stored = (): Promise<AuditLink[]> => t.reader.all<AuditLink>(sql`SELECT * FROM audit_entry ORDER BY sequence`);
const byHand = (...statements: Sql[]): Promise<void> =>
  t.uow.run(async (tx) => {
    for (const statement of statements) await tx.run(statement);
  });

/** What only the owner of the database can do: the triggers are taken away. */
async function unlocked(): Promise<void> {
  await byHand(
    ...(DATABASE === 'sqlite'
      ? ['DROP TRIGGER audit_entry_no_update', 'DROP TRIGGER audit_entry_no_delete']
      : ['ALTER TABLE audit_entry DISABLE TRIGGER USER']
    ).map((text) => raw(text)),
  );
}

async function restore(): Promise<void> {
  const { sequence, hash } = kept.at(-1)!;
  await byHand(
    sql`DELETE FROM audit_entry`,
    insertRows(
      'audit_entry',
      kept.map((link) => ({ ...link })),
    ),
    sql`DELETE FROM audit_head`,
    insertRows('audit_head', [{ id: 1, sequence, hash }]),
  );
}

const rewritten = (): AuditLink[] =>
  linked(
    AUDIT_GENESIS,
    kept.map((link) => (link.sequence === 3 ? { ...link, action: 'nothing.happened' } : link)),
  );

const last = LENGTH;
const TAMPERINGS: readonly (readonly [string, () => Sql[], { sequence: number; reason: string }])[] = [
  [
    'edited',
    () => [sql`UPDATE audit_entry SET actor_id = 'somebody' WHERE sequence = 4`],
    { sequence: 4, reason: 'changed' },
  ],
  [
    'deleted in the middle',
    () => [sql`DELETE FROM audit_entry WHERE sequence = 5`],
    { sequence: 5, reason: 'missing' },
  ],
  [
    'cut off at its end',
    () => [sql`DELETE FROM audit_entry WHERE sequence > ${last - 2}`],
    { sequence: last - 1, reason: 'cut-off' },
  ],
  ['emptied', () => [sql`DELETE FROM audit_entry`], { sequence: 1, reason: 'cut-off' }],
  [
    'given an entry more at its end',
    () => [insertRows('audit_entry', [{ ...kept.at(-1)!, sequence: last + 1 }])],
    { sequence: last + 1, reason: 'beyond-end' },
  ],
  [
    'given an entry before its first',
    () => [insertRows('audit_entry', [{ ...kept[0]!, sequence: 0 }])],
    { sequence: 0, reason: 'before-start' },
  ],
  ['robbed of its noted end', () => [sql`DELETE FROM audit_head`], { sequence: 1, reason: 'end-missing' }],
  [
    'emptied with its noted end',
    () => [sql`DELETE FROM audit_entry`, sql`DELETE FROM audit_head`],
    { sequence: 1, reason: 'end-missing' },
  ],
  [
    'given an entry in between',
    () => [
      sql`DELETE FROM audit_entry WHERE sequence >= 4`,
      insertRows('audit_entry', [
        { ...kept[2]!, sequence: 4 },
        ...kept.slice(3).map((link) => ({ ...link, sequence: link.sequence + 1 })),
      ]),
      sql`UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1`,
    ],
    { sequence: 4, reason: 'detached' },
  ],
  [
    'put into another order',
    () => [
      sql`UPDATE audit_entry SET sequence = -1 WHERE sequence = 4`,
      sql`UPDATE audit_entry SET sequence = 4 WHERE sequence = 5`,
      sql`UPDATE audit_entry SET sequence = 5 WHERE sequence = -1`,
    ],
    { sequence: 4, reason: 'detached' },
  ],
  [
    'written anew from the first entry on, but for its noted end',
    () => [
      sql`DELETE FROM audit_entry`,
      insertRows(
        'audit_entry',
        rewritten().map((link) => ({ ...link })),
      ),
    ],
    { sequence: last, reason: 'detached' },
  ],
];

it('an untouched trail holds, against an earlier anchor too', async () => {
  const auditor = t.as.auditor();
  const { body } = await auditor.get('/api/v1/audit/verify').expect(200);
  expect(body).toMatchObject({ ok: true, entries: last, head: { sequence: last }, firstBroken: null });
  const { sequence, hash } = kept[4]!;
  await auditor
    .get(`/api/v1/audit/verify?sequence=${sequence}&hash=${hash}`)
    .expect(200)
    .expect(/"ok":true/);
  expect(await verifyTrail(t.app, anchorOf(`${sequence}:${hash}`))).toContain('follow from each other');
});

it.each(TAMPERINGS)(
  'a trail that was %s is found out, by the route and by the command',
  async (_how, tamper, found) => {
    await byHand(...tamper());
    const { body } = await t.as.auditor().get('/api/v1/audit/verify').expect(200);
    expect(body).toMatchObject({ ok: false, firstBroken: found });
    await restore();
    await byHand(...tamper());
    await expect(verifyTrail(t.app, null)).rejects.toThrow(`entry ${found.sequence} (${found.reason})`);
  },
);

it('a trail that was written anew altogether is found out by the anchor in the log alone', async () => {
  const links = rewritten();
  await byHand(
    sql`DELETE FROM audit_entry`,
    insertRows(
      'audit_entry',
      links.map((link) => ({ ...link })),
    ),
    sql`UPDATE audit_head SET hash = ${links.at(-1)!.hash} WHERE id = 1`,
  );
  await expect(verifyTrail(t.app, null)).resolves.toContain('follow');
  await restore();
  await byHand(
    sql`DELETE FROM audit_entry`,
    insertRows(
      'audit_entry',
      links.map((link) => ({ ...link })),
    ),
    sql`UPDATE audit_head SET hash = ${links.at(-1)!.hash} WHERE id = 1`,
  );
  await expect(verifyTrail(t.app, kept.at(-1)!)).rejects.toThrow(`entry ${last} (not-the-anchor)`);
});
