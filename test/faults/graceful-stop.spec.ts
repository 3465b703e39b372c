import { Books } from './books.js';
import { Burst, isAcknowledged, numberIn, numbersOf } from './burst.js';
import { Client } from './client.js';
import { type Office, prepareOffice } from './office.js';
import { endAllProducts, Product } from './product.js';

const LONG_MS = 30_000;
const MOST_ASKED = 10_000;

let office: Office;
let product: Product;
let client: Client;

beforeAll(async () => {
  office = await prepareOffice();
}, LONG_MS);
beforeEach(async () => {
  const started = await Product.start(office.databaseUrl);
  product = started.product;
  client = new Client(started.address);
}, LONG_MS);
afterEach(async () => {
  await endAllProducts();
  client?.close();
});

async function storedIssues() {
  const books = await Books.open(office.databaseUrl);
  try {
    return await books.soundIssues();
  } finally {
    await books.close();
  }
}

it('asked to end under load, it answers whatever it has begun and does nothing else', async () => {
  const burst = new Burst(office, client, 'under-load');
  await burst.untilAcknowledged(60);
  const end = await product.end('SIGTERM');
  await burst.over;
  expect({ ...end, log: product.log }).toEqual({ code: 0, signal: null, log: expect.not.stringContaining('"err"') });
  const issues = await storedIssues();
  const refused = burst.sent.filter(({ answer }) => answer !== null && answer.status !== 201);
  console.log(burst.sent.length, burst.acknowledged, refused.length, JSON.stringify(refused[0]), product.log);
  for (const each of burst.sent) expect(numbersOf(issues, each)).toEqual(isAcknowledged(each) ? [numberIn(each)] : []);
});

it('a request whose head it has read before is taken in full and answered', async () => {
  const rest = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => client.beginSubmission(office.submission(`half-sent-${nth}`))),
  );
  const ended = product.end('SIGTERM');
  await untilNobodyIsLetIn();
  const answers = await Promise.all(rest.map((send) => send()));
  expect(answers.map((answer) => answer?.status)).toEqual(rest.map(() => 201));
  expect(await ended).toEqual({ code: 0, signal: null });
  const issues = await storedIssues();
  console.log(product.log);
  expect([...issues.keys()].filter((title) => title.startsWith('half-sent-')).sort()).toEqual(
    rest.map((_, nth) => `half-sent-${nth}`),
  );
});

/** Until it no longer takes connections: it has begun to stop. */
async function untilNobodyIsLetIn(): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    const answer = await client.get('/health/live');
    if (answer?.status !== 200) return;
  }
  throw new Error('it goes on');
}
