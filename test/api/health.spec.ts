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

it('every answer carries its request id; a proxy may set it, anything odd is replaced', async () => {
  const given = await app.http.get('/health/live').set('X-Request-Id', 'from-a-proxy-1');
  expect(given.headers['x-request-id']).toBe('from-a-proxy-1');
  const odd = await app.http.get('/health/live').set('X-Request-Id', '<script>');
  expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});
