import sql from 'sql-template-tag';
import { isExcluded, isOpen, isOverdue, setsOf, standing } from '../support/plain-figures.js';
import { cadreBody, create } from '../support/sample-bodies.js';
import { countBehind } from '../support/report-links.js';
import { ask, linkedNumbers, openReportOffice, type ReportOffice } from '../support/report-office.js';

const PERIOD = { from: '2024-01-01', to: '2025-01-01' };

interface WorkView {
  readonly cadresOnDuty: number;
  readonly open: number;
  readonly openPerCadre: number | null;
  readonly overdue: number;
  readonly red: number;
  readonly received: number;
}

interface WorkloadView {
  readonly total: WorkView;
  readonly rows: readonly (WorkView & { readonly key: string })[];
}

interface CausesView {
  readonly total: { readonly received: number };
  readonly rows: readonly {
    readonly key: string;
    readonly received: number;
    readonly open: number;
    readonly shareText: string;
    readonly enterprises: number;
    readonly regions: number;
  }[];
  readonly commonIssues: readonly { readonly id: string; readonly merged: number }[];
}

let office: ReportOffice;
beforeAll(async () => {
  office = await openReportOffice(41, { count: 300 });
});
afterAll(() => office.t.close());

const now = () => standing(office.histories, office.t.clock.now());

describe('the workload of units', () => {
  it('agrees with a plain count', async () => {
    await office.t.uow.run((tx) => tx.run(sql`UPDATE cadre SET on_duty = FALSE WHERE id = 'cadre-0-2'`));
    const { total, rows } = await ask<WorkloadView>(office.province(), 'workload', PERIOD);
    const at = office.t.clock.now();
    for (const row of rows) {
      const own = now().filter(({ departmentId }) => (departmentId ?? 'none') === row.key);
      expect([row.key, row.open, row.overdue, row.received]).toEqual([
        row.key,
        own.filter(isOpen).length,
        own.filter((issue) => isOverdue(issue, at)).length,
        setsOf(own, { ...PERIOD, asOf: at }).received!.length,
      ]);
    }
    expect(total.open).toBe(now().filter(isOpen).length);
    const onDuty = Object.fromEntries(rows.map(({ key, cadresOnDuty }) => [key, cadresOnDuty]));
    const [off] = await office.t.reader.all<{ departmentId: string }>(
      sql`SELECT department_id FROM cadre WHERE id = 'cadre-0-2'`,
    );
    expect([onDuty[off!.departmentId], onDuty.none]).toEqual([1, 0]);
    const [all] = await office.t.reader.all<{ cadres: number }>(
      sql`SELECT COUNT(*) AS cadres FROM cadre WHERE on_duty`,
    );
    expect(total.cadresOnDuty).toBe(all!.cadres);
    const [first] = rows;
    expect(first!.openPerCadre).toBe(Math.floor((first!.open * 10) / first!.cadresOnDuty) / 10);
    expect(rows.find(({ key }) => key === 'none')!.openPerCadre).toBeNull();
  });

  it('shows a unit that has nothing to do, to whoever looks after its region', async () => {
    const { id } = await create(office.province(), '/api/v1/cadres', {
      ...cadreBody(),
      regionCode: '411603',
      departmentId: '411603-finance',
    });
    expect(id).not.toBe('');
    const rowIn = async (regionCode: string): Promise<WorkView | undefined> => {
      const { rows } = await ask<WorkloadView>(office.t.as.manager({ regionCode }), 'workload', PERIOD);
      return rows.find(({ key }) => key === '411603-finance');
    };
    expect(await rowIn('411603')).toMatchObject({ cadresOnDuty: 1, open: 0, openPerCadre: 0, received: 0 });
    expect(await rowIn('411602')).toBeUndefined();
    const narrow = await ask<WorkloadView>(office.province(), 'workload', { ...PERIOD, regionCode: '411602' });
    expect(narrow.rows.some(({ key }) => key === '411603-finance')).toBe(false);
  });

  it('names the list behind every number', async () => {
    await office.t.uow.run((tx) =>
      tx.run(sql`UPDATE issue SET yellow_at = 1, orange_at = 2, red_at = 3 WHERE facts & 16 <> 0 AND id LIKE '%7'`),
    );
    const view = await ask<WorkloadView>(office.province(), 'workload', PERIOD);
    expect(view.total.red).toBeGreaterThan(0);
    for (const [number, url] of linkedNumbers({ ...view, rows: view.rows.slice(0, 3) }))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it('is the same as a file, and knows no cadre', async () => {
    const { text } = await office.province().get('/api/v1/reports/workload?format=csv').expect(200);
    const { rows, total } = await ask<WorkloadView>(office.province(), 'workload');
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[6]))).toEqual([...rows, total].map(({ open }) => open));
    await office.province().get('/api/v1/reports/workload?groupBy=cadre').expect(400);
  });
});

describe('the common causes', () => {
  it('agree with a plain count, most frequent first', async () => {
    const { total, rows } = await ask<CausesView>(office.province(), 'common-causes', PERIOD);
    const { received } = setsOf(now(), { ...PERIOD, asOf: office.t.clock.now() });
    expect(total.received).toBe(received!.length);
    for (const row of rows) {
      const own = received!.filter(({ categoryCode }) => categoryCode === row.key);
      expect([row.key, row.received, row.open, row.enterprises, row.regions]).toEqual([
        row.key,
        own.length,
        own.filter(isOpen).length,
        new Set(own.map(({ enterpriseId }) => enterpriseId)).size,
        new Set(own.map(({ regionCode }) => regionCode)).size,
      ]);
    }
    const counts = rows.map((row) => row.received);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total.received);
  });

  it('name the list behind every number', async () => {
    const asOf = '2024-09-15T08:30:00.000Z';
    const view = await ask<CausesView>(office.province(), 'common-causes', { ...PERIOD, asOf });
    for (const [number, url] of linkedNumbers({ ...view, rows: view.rows.slice(0, 6) }))
      expect([url, await countBehind(office.province(), url)]).toEqual([url, number]);
  });

  it('show the common issues, those with most others first, to whoever may see them', async () => {
    const received = now().filter((issue) => !isExcluded(issue) && issue.regionCode === '411602');
    const [few, many] = received.filter(({ submittedAt }) => submittedAt > Date.parse('2024-02-01T00:00:00Z'));
    await office.t.uow.run(async (tx) => {
      await tx.run(sql`UPDATE issue SET common = TRUE, child_count = 2 WHERE id = ${few!.id}`);
      await tx.run(sql`UPDATE issue SET common = TRUE, child_count = 5 WHERE id = ${many!.id}`);
    });
    const query = { from: '2024-01-01', to: '2025-02-01' };
    const { commonIssues } = await ask<CausesView>(office.province(), 'common-causes', query);
    expect(commonIssues.map(({ id, merged }) => [id, merged])).toEqual([
      [many!.id, 5],
      [few!.id, 2],
    ]);
    const elsewhere = office.t.as.coordinator({ regionCode: '411603' });
    expect((await ask<CausesView>(elsewhere, 'common-causes', query)).commonIssues).toEqual([]);
  });

  it('are the same as a file', async () => {
    const query = 'from=2024-01-01&to=2025-01-01';
    const { text } = await office.province().get(`/api/v1/reports/common-causes?${query}&format=csv`).expect(200);
    const { rows } = await ask<CausesView>(office.province(), 'common-causes', PERIOD);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(5, 9))).toEqual(
      rows.map((row) => [String(row.received), row.shareText, String(row.enterprises), String(row.regions)]),
    );
  });
});
