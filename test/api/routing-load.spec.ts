import { setTimeout } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { type RoutedIssue, RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
});
afterAll(() => t.close());

/** A busy machine takes its time over hundreds of requests. */
const PATIENCE_MS = 60_000;

describe('many at once', () => {
  it(
    'spreads 200 parallel submissions over 5 equal cadres, and counts every one of them',
    async () => {
      const office = await RoutingOffice.open(t);
      for (const name of ['甲', '乙', '丙', '丁', '戊']) await office.cadre(name, { capacity: 10 });
      const enterpriseId = await office.enterprise();
      await Promise.all(Array.from({ length: 200 }, () => office.submit(enterpriseId)));
      const loads = await office.loads();
      expect(loads.map(({ openCount }) => openCount)).toEqual([40, 40, 40, 40, 40]);
      expect(loads.map(({ openIssues }) => openIssues)).toEqual([40, 40, 40, 40, 40]);
    },
    PATIENCE_MS,
  );

  it(
    'spreads issues of the queue that are accepted in parallel, also where no number is waited for',
    async () => {
      const office = await RoutingOffice.open(t);
      const enterpriseId = await office.enterprise();
      const waiting = await Promise.all(Array.from({ length: 40 }, () => office.submit(enterpriseId)));
      for (const name of ['甲', '乙', '丙', '丁', '戊']) await office.cadre(name);
      await Promise.all(waiting.map(({ id }) => office.act(office.coordinator, id, 'accept')));
      expect((await office.loads()).map(({ openCount, openIssues }) => [openCount, openIssues])).toEqual(
        Array.from({ length: 5 }, () => [8, 8]),
      );
    },
    PATIENCE_MS,
  );

  it(
    'gives nothing to a cadre who is just going off duty',
    async () => {
      const office = await RoutingOffice.open(t);
      const chief = await office.cadre('首席', { specialties: [] });
      const enterpriseId = await office.enterprise({ [chief.id]: 'chief' });
      let submitted: Promise<RoutedIssue> | undefined;
      await t.uow.run(async (tx) => {
        // What a change of the cadre does, but slowly: the submission arrives between its check and its commit.
        await tx.all(sql`SELECT id FROM cadre WHERE id = ${chief.id} ${tx.dialect.forUpdate}`);
        await tx.all(sql`SELECT open_count FROM cadre_load WHERE cadre_id = ${chief.id} ${tx.dialect.forUpdate}`);
        submitted = office.submit(enterpriseId);
        await setTimeout(300);
        await tx.run(sql`UPDATE cadre SET on_duty = ${false} WHERE id = ${chief.id}`);
      });
      expect(await submitted).toMatchObject({ status: 'submitted', assignee: null });
    },
    PATIENCE_MS,
  );

  it(
    'keeps the counts exact when groups and chains of deputies overlap',
    async () => {
      const office = await RoutingOffice.open(t);
      const both = { specialties: ['labour', 'finance'] };
      const last = await office.cadre('丁', both);
      const first = await office.cadre('甲', { ...both, deputyId: last.id });
      const justice = { departmentId: office.department('justice') };
      await office.cadre('乙', { ...office.onLeave(), ...justice, deputyId: first.id, specialties: ['finance'] });
      const absent = await office.cadre('丙', {
        ...office.onLeave(),
        ...justice,
        deputyId: last.id,
        specialties: ['labour'],
      });
      const paired = await office.enterprise({ [absent.id]: 'chief', [first.id]: 'deputy' });
      const unpaired = await office.enterprise();
      const kinds = [
        () => office.submit(paired),
        () => office.submit(unpaired, 'labour'),
        () => office.submit(unpaired, 'finance'),
        () => office.submit(unpaired, 'legal'),
      ];
      const issues = await Promise.all(Array.from({ length: 80 }, (_, index) => kinds[index % kinds.length]!()));
      expect(issues.every(({ assignee }) => assignee !== null)).toBe(true);
      const loads = await office.loads();
      expect(loads.map(({ openCount }) => openCount)).toEqual(loads.map(({ openIssues }) => openIssues));
      expect(loads.reduce((sum, { openIssues }) => sum + openIssues, 0)).toBe(80);
    },
    PATIENCE_MS,
  );
});
