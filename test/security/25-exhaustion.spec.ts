import { Worker } from 'node:worker_threads';
import type supertest from 'supertest';
import { expectRefused } from '../support/refusals.js';
import { exchange, openSocket, untilClosed } from '../support/sockets.js';
import { ApiDocument } from '../support/api-document.js';
import { issueBody, RoutingOffice } from '../support/routing-office.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ISSUES = '/api/v1/issues';
const TINY = { ZHUQI_HEADERS_TIMEOUT_MS: '100', ZHUQI_REQUEST_TIMEOUT_MS: '200', ZHUQI_IDLE_TIMEOUT_MS: '300' };
const MEGABYTE = 1_048_576;

let t: TestApp;
let impatient: TestApp;
let enterpriseId: string;
beforeAll(async () => {
  t = await startApp();
  impatient = await startApp({ settings: TINY });
  await loadReferenceData(t);
  enterpriseId = await (await RoutingOffice.open(t)).enterprise();
});
afterAll(async () => {
  await t.close();
  await impatient.close();
});

const submit = (body: string): supertest.Test =>
  t.as.coordinator().post(ISSUES).set('Content-Type', 'application/json').send(body);
const withField = (name: string, text: string): string =>
  `${JSON.stringify(issueBody(enterpriseId)).slice(0, -1)},"${name}":${text}}`;

describe('a body', () => {
  it('of 10 MiB is refused by its length, before it has come', async () => {
    const head = `POST ${ISSUES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${10 * MEGABYTE}`;
    const answer = await exchange(t, `${head}\r\nConnection: close\r\n\r\n{`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*request\.too-large/);
  });

  it('of 10 MiB in chunks, without a length, is refused where it passes the limit', async () => {
    const socket = await openSocket(t);
    const closed = untilClosed(socket);
    socket.write(`POST ${ISSUES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`);
    socket.write('Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n');
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    for (let nth = 0; nth < 160; nth++) socket.write(chunk);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 [^]*request\.too-large/);
  });

  const tooMuch = { status: 400, code: 'request.too-many-values' };

  it.each(['title', 'contact', 'colour'])('with a list of 100,000 in %s is not even looked at', async (field) => {
    await expectRefused(() => submit(withField(field, `[${'1,'.repeat(99_999)}1]`)), tooMuch);
    await expectRefused(() => submit(withField(field, `[${'{},'.repeat(99_999)}1]`)), tooMuch);
  });

  it('with 50,000 fields is not even looked at', async () => {
    const fields = Array.from({ length: 50_000 }, (_, nth) => `"f${nth}":1`).join();
    await expectRefused(() => submit(`{${fields}}`), tooMuch);
  });

  it('nested 100,000 levels deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    await expectRefused(() => submit(withField('title', deep)), { status: 400, code: 'request.too-deep' });
  });
});

describe('the head of a request', () => {
  const head = (address: string, more = ''): string =>
    `GET ${address} HTTP/1.1\r\nHost: x\r\n${more}Connection: close\r\n\r\n`;

  it('of more than 16 KiB is refused at the door', async () => {
    const answer = await exchange(t, head('/health/live', `X-Filler: ${'x'.repeat(20_000)}\r\n`));
    expect(answer).toMatch(/^HTTP\/1\.1 431 [^]*nosniff[^]*request\.headers/);
  });

  it('with more than 100 headers', async () => {
    const headers = (count: number): string => Array.from({ length: count }, (_, nth) => `X-${nth}: 1\r\n`).join('');
    expect(await exchange(t, head('/health/live', headers(98)))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await exchange(t, head('/health/live', headers(99)))).toMatch(/^HTTP\/1\.1 400 [^]*request\.headers/);
  });

  it('with an address or a query without end', async () => {
    const refusal = { status: 400, code: 'request.address' };
    await expectRefused(() => t.http.get(`/api/v1/regions?q=${'x'.repeat(8_200)}`), refusal);
    await expectRefused(() => t.http.get(`/api/v1/regions?${'a&'.repeat(101)}`), refusal);
    await expectRefused(() => t.as.admin().get(`/api/v1/regions?${'a=1&'.repeat(120)}`), refusal);
  });

  it('that is no HTTP', async () => {
    for (const bytes of [
      '\u0016\u0003\u0001\u0002',
      'hello\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\n\r\n',
    ])
      expect(await exchange(t, bytes)).toMatch(/^HTTP\/1\.1 400 [^]*nosniff[^]*request\.unreadable/);
  });

  it.each([
    ['two lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['chunks under another name', 'Transfer-Encoding: xchunked\r\n'],
    ['a length that is none', 'Content-Length: +5\r\n'],
    ['a header folded over two lines', 'X-A: 1\r\n 2\r\nContent-Length : 5\r\n'],
  ])('that could smuggle a second request in: %s', async (_, headers) => {
    const smuggled = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    const answer = await exchange(t, `POST ${ISSUES} HTTP/1.1\r\nHost: x\r\n${headers}\r\n${smuggled}`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('HTTP/1.1 200');
  });
});

describe('a slow client', () => {
  it.each([
    ['that never finishes its head', 'GET /health/live HTTP/1.1\r\nX-Slow: '],
    [
      'that never finishes its body',
      `POST ${ISSUES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    ],
  ])('%s is told so and parted with', async (_, bytes) => {
    const answer = await exchange(impatient, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*request\.timeout|^HTTP\/1\.1 40[01] /);
  });

  it('that says nothing at all is parted with', async () => {
    expect(await exchange(impatient, '')).toMatch(/^$|^HTTP\/1\.1 408 /);
  });

  it('that holds its connection after an answer is parted with', async () => {
    expect(await exchange(impatient, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('many of them keep nobody else waiting', async () => {
    const slow = await Promise.all(Array.from({ length: 200 }, () => openSocket(impatient)));
    const closed = slow.map(untilClosed);
    for (const socket of slow) socket.write('GET / HTTP/1.1\r\nX-Slow: ');
    await impatient.http.get('/health/ready').expect(200);
    await Promise.all(closed);
  });
});

describe('a list', () => {
  it('comes in pages, however much is asked for', async () => {
    const lists = new ApiDocument(t.app).operations.filter(({ method, query }) => method === 'get' && 'limit' in query);
    expect(lists.length).toBeGreaterThan(5);
    for (const { path } of lists.filter((list) => !list.path.includes('{'))) {
      for (const limit of ['201', '1000000', '-1', '0']) {
        expect([400, 403]).toContain((await t.as.admin().get(`${path}?limit=${limit}`)).status);
      }
      const { body, status } = await t.as.admin().get(path);
      if (status !== 403) expect((body as { items: unknown[] }).items.length).toBeLessThanOrEqual(50);
    }
  });
});

describe('a pattern', () => {
  const hostile = ['a', '1', '-', '.', ' ', '\t', '中', 'a.', 'a-', '1.1', '%', '<', '\u{20bb7}', '９', '\n'].flatMap(
    (part) => [
      part.repeat(50_000),
      `${part.repeat(50_000)}!`,
      `!${part.repeat(50_000)}`,
      `a${part.repeat(25_000)}\u0000`,
    ],
  );

  it('of the document needs no more steps for a hostile text than for any other', async () => {
    const patterns = new Set(
      [...JSON.stringify((await t.http.get('/api/openapi.json')).body).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        ([, text]) => JSON.parse(text!) as string,
      ),
    );
    expect(patterns.size).toBeGreaterThan(0);
    await tryAll([...patterns], hostile);
  });
});

/** Tries them in a thread that can be ended: a pattern that backtracks without end would hold this one for ever. */
async function tryAll(patterns: readonly string[], texts: readonly string[]): Promise<void> {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    for (const pattern of workerData.patterns) {
      parentPort.postMessage({ trying: pattern });
      for (const flags of ['', 'u']) for (const text of workerData.texts) new RegExp(pattern, flags).test(text);
    }
    parentPort.postMessage({ done: true });`;
  const worker = new Worker(program, { eval: true, workerData: { patterns, texts } });
  const LIMIT_MS = 45_000;
  let trying = '';
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`a hostile text holds the pattern ${trying}`)), LIMIT_MS);
    worker.on('message', (message: { trying?: string; done?: true }) => {
      trying = message.trying ?? trying;
      if (message.done) resolve();
    });
    worker.on('error', reject);
    worker.on('exit', () => clearTimeout(limit));
  }).finally(() => worker.terminate());
}
