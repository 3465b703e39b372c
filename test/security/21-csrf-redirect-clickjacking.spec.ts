import type supertest from 'supertest';
import { exchange } from '../support/sockets.js';
import { startApp, type TestApp } from '../support/test-app.js';

const PAGE = 'https://office.example.gov.cn';

let t: TestApp;
let behindTls: TestApp;
beforeAll(async () => {
  t = await startApp();
  behindTls = await startApp({
    settings: { ZHUQI_BEHIND_TLS: 'true', ZHUQI_CORS_ORIGINS: `${PAGE}, http://localhost:5173` },
  });
});
afterAll(async () => {
  await t.close();
  await behindTls.close();
});

const answers: Readonly<Record<string, () => supertest.Test>> = {
  'a list': () => t.as.coordinator().get('/api/v1/issues').expect(200),
  health: () => t.http.get('/health/live').expect(200),
  'a redirect': () => t.http.get('/').expect(302),
  'nobody signed in': () => t.http.get('/api/v1/issues').expect(401),
  'a wrong body': () => t.as.coordinator().post('/api/v1/issues', {}).expect(400),
  'no JSON': () => t.http.post('/api/v1/auth/login').set('Content-Type', 'application/json').send('{').expect(400),
  'a form': () => t.http.post('/api/v1/auth/login').type('form').send('username=a').expect(415),
  'an unknown address': () => t.http.get('/nothing').expect(404),
  'an address that cannot be read': () => t.http.get('/api/v1/issues/%zz').expect(404),
  'an address without end': () => t.http.get(`/api/v1/issues/${'x'.repeat(500)}`).expect(404),
  'a file of the documentation': () => t.http.get('/api/docs/swagger-ui.css').expect(200),
  'the OpenAPI document': () => t.http.get('/api/openapi.json').expect(200),
  'another method': () => t.http.options('/api/v1/issues').expect(404),
};

describe('in a browser', () => {
  it.each(Object.keys(answers))('%s runs, loads, frames and leaks nothing', async (name) => {
    const { headers } = await answers[name]!();
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as unknown,
    });
    const isFile = name === 'a file of the documentation';
    expect(headers['cache-control']).toBe(isFile ? 'public, max-age=0' : 'no-store');
    for (const absent of ['set-cookie', 'server', 'x-powered-by', 'strict-transport-security'])
      expect(headers[absent]).toBeUndefined();
  });

  it('the page of the documentation loads scripts of this server only, and cannot be framed', async () => {
    const { headers, text } = await t.http.get('/api/docs').expect(200);
    const policy = Object.fromEntries(
      headers['content-security-policy']!.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
    );
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    const scripts = [...text.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, content] of scripts) {
      expect(attributes).toMatch(/src="\.?\/?[\w./-]+"/);
      expect(content!.trim()).toBe('');
    }
    expect(text).not.toMatch(/\son\w+=/i);
  });

  it('is told never to come back without TLS where there is TLS, and only there', async () => {
    const { headers } = await behindTls.http.get('/nothing');
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('a page of another origin', () => {
  const from = (app: TestApp, origin: string) => app.http.get('/health/live').set('Origin', origin);
  const ask = (app: TestApp, origin: string) =>
    app.http.options('/api/v1/issues').set({
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    });

  it('reads nothing unless it is named in the settings', async () => {
    for (const answer of [await from(t, PAGE), await ask(t, PAGE)]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it.each([PAGE, 'http://localhost:5173'])('is let in by its exact name, without cookies: %s', async (origin) => {
    const answer = await from(behindTls, origin).expect(200);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(answer.headers['access-control-expose-headers']).toContain('ETag');
    expect(answer.headers.vary).toMatch(/Accept-Language.*Origin/);
    const asked = await ask(behindTls, origin).expect(204);
    expect(asked.headers['access-control-allow-headers']).toContain('Idempotency-Key');
    expect(asked.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each([`${PAGE}.evil.example`, 'http://office.example.gov.cn', `${PAGE}:8443`, 'null', PAGE.toUpperCase(), '*'])(
    'is not let in by a name like it: %s',
    async (origin) => {
      for (const answer of [await from(behindTls, origin), await ask(behindTls, origin)])
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

describe('a request that a browser sends on its own', () => {
  it('is nobody’s: a cookie signs nobody in', async () => {
    const { body } = await t.as.coordinator().get('/api/v1/me').expect(200);
    expect(body).toMatchObject({ role: 'coordinator' });
    const cookie = { Cookie: 'token=x; session=y; Authorization=Bearer%20z' };
    await t.http.get('/api/v1/me').set(cookie).expect(401);
    await t.http.get('/api/v1/me?access_token=x&token=x').set(cookie).expect(401);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
    'cannot be written by a form: %s',
    async (type) => {
      const send = t.as.coordinator().post('/api/v1/issues').set('Content-Type', type);
      await send.send('{"title":"x","a":"="}').expect(415);
    },
  );
});

describe('nobody is sent elsewhere', () => {
  it.each(['/', '/?next=https://evil.example', '/?url=//evil.example', '//'])('from %s', async (address) => {
    const { headers, status } = await t.http
      .get(address)
      .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'gopher' });
    if (status === 302) expect(headers.location).toBe('/api/docs');
    else expect([status, headers.location]).toEqual([404, undefined]);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/https://evil.example',
    '/api/docs//evil.example/..',
    '/%0d%0aLocation:x',
  ])('by the address %s', async (address) => {
    const answer = await exchange(t, `GET ${address} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400) /);
    expect(answer.split('\r\n\r\n')[0]).not.toMatch(/\nlocation:|evil/i);
  });

  it('by the documents, which name no host', async () => {
    const forged = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    for (const address of ['/api/openapi.json', '/api/docs', '/api/docs/swagger-ui-init.js'])
      expect((await t.http.get(address).set(forged).expect(200)).text).not.toContain('evil.example');
  });
});

describe('a method that no route has', () => {
  it.each(['OPTIONS', 'TRACE', 'PUT', 'SEARCH', 'PROPFIND'])('%s is not found and repeats nothing', async (method) => {
    const request = `${method} /api/v1/issues HTTP/1.1\r\nHost: x\r\nX-Secret: hush\r\nConnection: close\r\n\r\n`;
    const answer = await exchange(t, request);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('hush');
  });

  it.each(['CONNECT evil.example:443', 'BREW /pot', 'get /health/live'])('%s ends the connection', async (line) => {
    const answer = await exchange(t, `${line} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toMatch(/^$|^HTTP\/1\.1 (400|404) /);
  });

  it('HEAD asks for the same permission as GET and has no body', async () => {
    await t.http.head('/api/v1/issues').expect(401);
    const { headers } = await t.http.head('/health/live').expect(200);
    expect(headers['x-frame-options']).toBe('DENY');
  });
});
