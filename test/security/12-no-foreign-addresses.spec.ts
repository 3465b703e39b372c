import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attached, download, upload } from '../support/attaching.js';
import { ApiDocument, type Schema } from '../support/api-document.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import type { SignedIn } from '../support/people.js';
import { pdf, photo, text, zip } from '../support/sample-files.js';
import { startApp, type TestApp } from '../support/test-app.js';

// osTicket CVE-2026-22200: printing read files and addresses that somebody had written into a ticket. Whatever is
// written here, the product opens neither.
let canary: Server;
let visits: string[];
let address: string;
let t: TestApp;
let cast: Cast;
let issue: Told;
beforeAll(async () => {
  visits = [];
  canary = createServer((request, response) => {
    visits.push(request.url!);
    response.end();
  });
  await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  t = await startApp();
  ({ cast } = await Stories.of(t));
  issue = await cast.mill.submits();
});
afterAll(async () => {
  await t.close();
  await new Promise((closed) => canary.close(closed));
});

const baits = (): string[] => [
  `${address}/plain`,
  `<img src="${address}/img"><link rel=stylesheet href="${address}/css">`,
  `<iframe src="file:///etc/passwd"></iframe>`,
  `php://filter/convert.base64-encode/resource=/etc/passwd`,
  `![x](${address}/md) {{constructor.constructor('return process')()}}`,
  `=WEBSERVICE("${address}/formula")`,
];

/** Answers everything that the caller may read of it. */
async function readEverything(by: SignedIn): Promise<string> {
  const paths = [
    `/api/v1/issues/${issue.id}`,
    `/api/v1/issues/${issue.id}/events`,
    `/api/v1/issues/${issue.id}/attachments`,
    '/api/v1/issues?q=http',
    '/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&format=csv',
  ];
  const answers: string[] = [];
  for (const path of paths) answers.push((await by.get(path)).text ?? '');
  return answers.join('\n');
}

const NO_FILE = /root:.*:0:0:|ZHUQI_TOKEN_SECRET|BEGIN [A-Z ]*PRIVATE KEY/;

it('in the text fields of every body', async () => {
  const document = new ApiDocument(t.app);
  const people = [cast.mill.as, cast.county.as, cast.admin.as, t.as.security()];
  let sent = 0;
  for (const { method, path, body } of document.operations) {
    if (body === null || path.endsWith('/auth/password') || path.endsWith('/auth/logout')) continue;
    for (const bait of baits()) {
      const filled = path.replace('{issueId}', issue.id).replace(/\{\w+\}/g, 'nothing');
      const example = document.exampleOf(body) as Record<string, unknown>;
      const { properties = {} } = document.resolved(body);
      const texts = Object.entries(properties).filter(([, schema]: [string, Schema]) => schema.type === 'string');
      const baited = { ...example, ...Object.fromEntries(texts.map(([name]) => [name, bait])) };
      const answer = await people[sent++ % people.length]![method](filled, baited);
      expect([path, answer.status < 500]).toEqual([path, true]);
      expect(answer.text ?? '').not.toMatch(NO_FILE);
    }
  }
  expect(sent).toBeGreaterThan(100);
  expect(visits).toEqual([]);
}, 300_000);

it('in an issue that is read, listed, exported', async () => {
  for (const bait of baits()) {
    issue = await cast.mill.submits({ title: bait.slice(0, 200), description: bait });
    await cast.wang.does('sign', issue);
    await cast.wang.does('start', issue);
    await cast.wang.does('progress', issue, { note: bait, visibleToEnterprise: true });
    for (const { as } of [cast.mill, cast.wang, cast.county, cast.manager]) {
      expect(await readEverything(as)).not.toMatch(NO_FILE);
    }
  }
  expect(visits).toEqual([]);
}, 120_000);

it('in the names and in the insides of files', async () => {
  const relations = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "${address}/entity">]><x>&e;</x>`;
  const types =
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const insides = [
    pdf(`1 0 obj<</S/URI/URI(${address}/pdf)>>endobj 2 0 obj<</F(file:///etc/passwd)>>endobj`),
    text(`${address}/text file:///etc/passwd\n`),
    zip({ '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': relations }),
    text(`<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${address}/svg"/></svg>`),
    text(`#EXTM3U\n#EXTINF:10,\n${address}/playlist\n`),
    await photo('png'),
  ];
  for (const content of insides) {
    for (const name of [`${address}/name`, 'file:///etc/passwd', '/etc/passwd', '../../../etc/passwd']) {
      expect((await upload(cast.mill.as, issue, content, { name: `${name}.txt` })).status).toBeLessThan(500);
    }
    issue = await cast.mill.submits();
  }
  const made = await attached(cast.mill.as, issue, text('x\n'), { name: '/etc/passwd' });
  expect((await download(cast.mill.as, issue, made).expect(200)).body).toEqual(text('x\n'));
  expect(visits).toEqual([]);
}, 120_000);

it('and the canary does see a visit', async () => {
  await fetch(`${address}/alive`);
  expect(visits).toEqual(['/alive']);
});
