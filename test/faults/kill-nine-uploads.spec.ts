import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { HOUR } from '../../src/kernel/clock.js';
import { OrphanFiles } from '../../src/modules/attachments/index.js';
import { filesIn } from '../support/attaching.js';
import { straight } from '../support/straight.js';
import { startApp } from '../support/test-app.js';
import { Client } from './client.js';
import { type Office, prepareOffice } from './office.js';
import { endAllProducts, Product, TOKEN_SECRET } from './product.js';
import { Uploader } from './uploads.js';

const LONG_MS = 180_000;
const ISSUES = 4;

let office: Office;
let product: Product;
let client: Client;
let address: string;

beforeAll(async () => {
  office = await prepareOffice();
}, LONG_MS);
afterAll(async () => {
  await endAllProducts();
  client?.close();
});

async function start(): Promise<void> {
  ({ product, address } = await Product.start(office.databaseUrl, { ZHUQI_DATA_DIR: office.dataDir }));
  client?.close();
  client = new Client(address);
}

/** Issues of one enterprise, and its token. */
async function submitted(name: string): Promise<{ readonly token: string; readonly issueIds: string[] }> {
  const submission = office.submission(name);
  const issueIds: string[] = [];
  for (let nth = 0; nth < ISSUES; nth++) {
    const answer = await client.submit({ ...submission, key: `${name}-${nth}` });
    issueIds.push((answer!.body as { id: string }).id);
  }
  return { token: submission.token, issueIds };
}

/** Hashes of what every attachment is answered with, by its id. */
async function downloaded({ token, issueIds }: Awaited<ReturnType<typeof submitted>>): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const headers = { Authorization: `Bearer ${token}` };
  for (const issueId of issueIds) {
    const path = `/api/v1/issues/${issueId}/attachments`;
    const { items } = (await client.get(path, token))!.body as { items: { id: string }[] };
    for (const { id } of items) {
      const answer = await fetch(`${address}${path}/${id}`, { headers });
      const hash = createHash('sha256').update(Buffer.from(await answer.arrayBuffer()));
      hashes.set(id, `${answer.status} ${hash.digest('hex')}`);
    }
  }
  return hashes;
}

/** Hashes of the files that are stored, and what else lies there. */
function stored(): { readonly hashes: readonly string[]; readonly unfinished: readonly string[] } {
  const names = filesIn(office.dataDir).filter((name) => name.startsWith('files/') && name !== 'files/installation');
  const hashOf = (name: string): string[] => (/^files\/([0-9a-f]{2}\/[0-9a-f]{62})$/.exec(name) ?? []).slice(1);
  return {
    hashes: names.flatMap(hashOf).map((name) => name.replace('/', '')),
    unfinished: names.filter((name) => hashOf(name).length === 0),
  };
}

/** What the sweep does two hours from now, when nobody can be waiting for a row any more. */
async function sweepLater(): Promise<void> {
  const settings = {
    DATABASE_URL: office.databaseUrl,
    ZHUQI_DATA_DIR: office.dataDir,
    ZHUQI_TOKEN_SECRET: TOKEN_SECRET,
  };
  const t = await startApp({ now: new Date(Date.now() + 2 * HOUR).toISOString(), settings });
  await t.get(OrphanFiles).sweep(straight);
  await t.close();
}

it.each([3, 11, 26])(
  'killed after %i uploads were acknowledged, with others under way, it has a file for every row and no other',
  async (enough) => {
    await start();
    const issues = await submitted(`for-uploads-${enough}`);
    const before = new Set(stored().hashes);
    const uploader = new Uploader({ address, ...issues });
    await uploader.untilAcknowledged(enough);
    expect(await product.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await uploader.over;
    expect(uploader.acknowledged.length).toBeGreaterThanOrEqual(enough);

    await start();
    const kept = await downloaded(issues);
    for (const { id, hash } of uploader.acknowledged) expect([id, kept.get(id)]).toEqual([id, `200 ${hash}`]);
    const known = [...uploader.sent].map((hash) => `200 ${hash}`);
    expect([...kept.values()].filter((answer) => !known.includes(answer))).toEqual([]);
    expect(await product.end('SIGTERM')).toMatchObject({ code: 0 });

    await sweepLater();
    const { hashes, unfinished } = stored();
    expect(unfinished).toEqual([]);
    const attached = [...kept.values()].map((answer) => answer.replace('200 ', ''));
    expect([...hashes].sort()).toEqual([...before, ...attached].sort());
  },
  LONG_MS,
);

it(
  'a client that goes away in the middle leaves nothing',
  async () => {
    await start();
    const before = stored().hashes;
    const uploader = new Uploader({ address, ...(await submitted('for-one-who-goes')) });
    uploader.stop();
    await uploader.over;
    const own = before.length + uploader.acknowledged.length;
    await Promise.all([1, 2, 3].map(() => uploader.breaksOff(randomBytes(200_000))));
    // The server learns of it when its socket says so.
    while (stored().unfinished.length > 0) await setTimeout(10);
    expect(stored().hashes).toHaveLength(own);
    expect((await client.get('/health/ready'))?.status).toBe(200);
  },
  LONG_MS,
);
