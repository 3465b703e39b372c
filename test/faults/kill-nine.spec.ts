import { Books } from './books.js';
import { Burst, isAcknowledged, numberIn, numbersOf } from './burst.js';
import { Client } from './client.js';
import { type Office, prepareOffice } from './office.js';
import { endAllProducts, Product } from './product.js';

const LONG_MS = 240_000;

let office: Office;
let product: Product;
let client: Client;
let books: Books;

beforeAll(async () => {
  office = await prepareOffice();
  await start();
  books = await Books.open(office.databaseUrl);
}, LONG_MS);
afterAll(async () => {
  await endAllProducts();
  client?.close();
  await books?.close();
});

async function start(): Promise<void> {
  const started = await Product.start(office.databaseUrl);
  product = started.product;
  client = new Client(started.address);
}

/** Loses the answers until more is stored than was acknowledged, which is soon: many submissions are under way. */
async function untilCommittedUnanswered(burst: Burst, storedBefore: number): Promise<void> {
  client.loseAnswers();
  while ((await books.countIssues()) - storedBefore <= burst.acknowledged);
}

it.each([
  { enough: 60, unacknowledgedIsKept: false, moment: 'with the answer' },
  { enough: 137, unacknowledgedIsKept: true, moment: 'between a commit and the arrival of its answer' },
  { enough: 7, unacknowledgedIsKept: true, moment: 'between a commit and the arrival of its answer' },
])(
  'killed after $enough acknowledgements, $moment, it has kept each of them, and nothing by halves',
  async ({ enough, unacknowledgedIsKept }) => {
    const storedBefore = await books.countIssues();
    const burst = new Burst(office, client, `killed-after-${enough}`);
    await burst.untilAcknowledged(enough);
    if (unacknowledgedIsKept) await untilCommittedUnanswered(burst, storedBefore);
    expect(await product.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await burst.over;
    client.close();

    await start();
    expect(await client.get('/health/ready')).toEqual({ status: 200, body: { status: 'ok' } });
    const kept = await books.soundIssues();
    const acknowledged = burst.sent.filter(isAcknowledged);
    const unanswered = burst.sent.filter(({ answer }) => answer === null);
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
    expect(unanswered).toHaveLength(burst.sent.length - acknowledged.length);
    for (const each of acknowledged) expect(numbersOf(kept, each)).toEqual([numberIn(each)]);
    if (unacknowledgedIsKept) expect(unanswered.flatMap((each) => numbersOf(kept, each))).not.toEqual([]);

    const repeated = await Promise.all(
      burst.sent.map(async ({ submission }) => ({ submission, answer: await client.submit(submission) })),
    );
    expect(repeated.map(({ answer }) => answer?.status)).toEqual(repeated.map(() => 201));
    const now = await books.soundIssues();
    for (const each of repeated) expect(numbersOf(now, each)).toEqual([numberIn(each)]);
    for (const [title, issues] of kept) expect(now.get(title)).toEqual(issues);
  },
  LONG_MS,
);
