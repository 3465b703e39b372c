import { type Books, expectSoundBooks, readBooks } from './books.js';
import { burst, isAcknowledged, numberOf, type Sent } from './burst.js';
import { Client } from './client.js';
import { type Office, prepareOffice } from './office.js';
import { endAllProducts, Product } from './product.js';

const START_MS = 30_000;

let office: Office;
let product: Product;
let client: Client;

beforeAll(async () => {
  office = await prepareOffice();
  await start();
}, START_MS);
afterAll(async () => {
  client.close();
  await endAllProducts();
});

async function start(): Promise<void> {
  const { product: started, address } = await Product.start(office.databaseUrl);
  product = started;
  client = new Client(address);
}

const titled = ({ issues }: Books, { submission }: Sent): string[] =>
  issues.filter(({ title }) => title === submission.key).map(({ number }) => number);


it.each([
  ['answered', 60, '32'],
  ['stored', 137, '32'],
  ['answered', 61, '5'],
  ['stored', 61, '5'],
  ['answered', 23, '32'],
  ['stored', 37, '32'],
] as const)(
  'killed once %s %i',
  async (what, enough, batch) => {
  await product.end('SIGTERM');
  ({ product, client } = await (async () => { const s = await Product.start(office.databaseUrl, {ZHUQI_COMMIT_BATCH: batch}); return {product: s.product, client: new Client(s.address)}; })());
    let killed: Promise<unknown> | undefined;
    const before = (await readBooks(office.databaseUrl)).issues.length;
    if (what === 'stored') killed = untilStored(office.databaseUrl, before + enough).then(() => product.end('SIGKILL'));
    const sent = await burst(office, client, `kill-after-${enough}-${what}-${batch}`, (count) => {
      if (what === 'answered' && count >= enough) killed ??= product.end('SIGKILL');
    });
    expect(await killed).toEqual({ code: null, signal: 'SIGKILL' });
    client.close();
    const acknowledged = sent.filter(isAcknowledged);
    const unanswered = sent.filter(({ answer }) => answer === null);
    await start();
    expect(await client.get('/health/ready')).toEqual({ status: 200, body: { status: 'ok' } });
    const after = await readBooks(office.databaseUrl);
    expectSoundBooks(after);
    for (const each of acknowledged) expect(titled(after, each)).toEqual([numberOf(each)]);
    console.log(DATABASE, what, enough, batch, 'ack', acknowledged.length, 'unanswered', unanswered.length, 'committed', unanswered.filter((each) => titled(after, each).length > 0).length);
  },
  START_MS,
);
