import { Sweeps } from '../../src/platform/scheduling/index.js';
import { startApp, type TestApp } from '../support/test-app.js';

const TOKEN = 'a-token-for-prometheus';

let t: TestApp;
beforeAll(async () => {
  t = await startApp({ settings: { ZHUQI_METRICS_TOKEN: TOKEN } });
});
afterAll(() => t.close());

const read = async (app = t): Promise<string> =>
  (await app.http.get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200)).text;

it('tell what was asked for, by route, and what sweeps did', async () => {
  await t.http.get('/health/live').expect(200);
  await t.get(Sweeps).runNow('issue-windows');
  const text = await read();
  expect(text).toContain('zhuqi_http_request_duration_seconds_count{method="GET",route="/health/live",status="200"} 1');
  expect(text).toContain('zhuqi_sweep_runs_total{sweep="issue-windows",result="done"} 1');
  expect(text).toContain(`zhuqi_sweep_last_finished_timestamp_seconds{sweep="issue-windows"} ${t.clock.now() / 1_000}`);
});

it('count a sweep that failed', async () => {
  t.get(Sweeps).register({
    name: 'broken',
    every: 3_600_000,
    atStart: true,
    run: () => Promise.reject(new Error('x')),
  });
  await t
    .get(Sweeps)
    .runNow('broken')
    .catch(() => undefined);
  expect(await read()).toContain('zhuqi_sweep_runs_total{sweep="broken",result="failed"} 1');
});

it('have no label that a client chooses', async () => {
  await t.http.get('/api/v1/issues/secret-in-an-address?token=secret-in-a-query').expect(401);
  await t.http.get('/secret-nowhere').expect(404);
  expect(await read()).not.toContain('secret');
});

it('are closed without the token, and for everybody while there is none', async () => {
  const refused = await t.http.get('/metrics').expect(401);
  expect(refused.body).toMatchObject({ code: 'metrics.refused' });
  await t.http.get('/metrics').set('Authorization', 'Bearer a-token-for-prometheuX').expect(401);
  const closed = await startApp();
  await closed.http.get('/metrics').set('Authorization', 'Bearer ').expect(401);
  await closed.close();
});
