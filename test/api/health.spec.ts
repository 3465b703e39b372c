import { startApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it.each(['/health/live', '/health/ready'])('%s is fine', async (path) => {
  const answer = await app.http.get(path).expect(200);
  expect(answer.body).toEqual({ status: 'ok' });
});

it('the bare address leads to the documentation', async () => {
  const answer = await app.http.get('/').expect(302);
  expect(answer.headers.location).toBe('/api/docs');
  await app.http
    .get('/api/docs')
    .expect(200)
    .expect('Content-Type', /text\/html/);
});

it('every answer carries its request id; a trusted proxy may set it, anybody else and anything odd is replaced', async () => {
  const behindProxy = await startApp({ settings: { ZHUQI_TRUSTED_PROXIES: 'loopback' } });
  const behindAnother = await startApp({ settings: { ZHUQI_TRUSTED_PROXIES: '10.0.0.0/8' } });
  const idOf = async ({ http }: TestApp, given: string) =>
    (await http.get('/health/live').set('X-Request-Id', given)).headers['x-request-id'] as string;
  const own = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
  expect(await idOf(behindProxy, 'from-a-proxy-1')).toBe('from-a-proxy-1');
  expect(await idOf(behindProxy, '<script>')).toEqual(own);
  for (const direct of [app, behindAnother]) expect(await idOf(direct, 'from-a-client-1')).toEqual(own);
  await behindProxy.close();
  await behindAnother.close();
});
