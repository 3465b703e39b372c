import { connect } from 'node:net';
import { Books, type IssuesByTitle } from './books.js';
import { Burst, isAcknowledged, numberIn, numbersOf } from './burst.js';
import { Client } from './client.js';
import { type Office, prepareOffice } from './office.js';
import { endAllProducts, Product } from './product.js';

const MOST_KNOCKS = 10_000;

let office: Office;
let product: Product;
let client: Client;

beforeAll(async () => {
  office = await prepareOffice();
});
beforeEach(async () => {
  const started = await Product.start(office.databaseUrl);
  product = started.product;
  client = new Client(started.address);
});
afterEach(async () => {
  await endAllProducts();
  client?.close();
});

async function stored(): Promise<IssuesByTitle> {
  const books = await Books.open(office.databaseUrl);
  try {
    return await books.soundIssues();
  } finally {
    await books.close();
  }
}

/** Until no connection is taken any more, by which one knows that it has begun to stop. */
async function untilTheDoorIsShut(): Promise<void> {
  for (let knock = 0; knock < MOST_KNOCKS; knock++) {
    if ((await client.get('/health/live')) === null) return;
  }
  throw new Error('it goes on as if nobody had asked it to end');
}

it('asked to end under load, it answers all that it has begun, begins nothing that it does not answer, and ends well', async () => {
  const burst = new Burst(office, client, 'under-load');
  await burst.untilAcknowledged(60);
  expect(await product.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await burst.over;
  const issues = await stored();
  for (const each of burst.sent) {
    expect(each.answer?.status ?? 'not let in').toBe(isAcknowledged(each) ? 201 : 'not let in');
    expect(numbersOf(issues, each)).toEqual(isAcknowledged(each) ? [numberIn(each)] : []);
  }
  expect(product.log).not.toContain('"err"');
});

it('a request that is half sent when it is asked to end is still taken and answered; a client that stays does not hold it up', async () => {
  const submissions = Array.from({ length: 8 }, (_, nth) => office.submission(`half-sent-${nth}`));
  const halves = await Promise.all(submissions.map((submission) => client.beginSubmission(submission)));
  const end = product.end('SIGTERM');
  await untilTheDoorIsShut();
  const answers = await Promise.all(halves.map((sendRest) => sendRest()));
  expect(answers.map((answer) => answer?.status)).toEqual(submissions.map(() => 201));
  expect(await end).toEqual({ code: 0, signal: null });
  const issues = await stored();
  submissions.forEach((submission, nth) => {
    const each = { submission, answer: answers[nth]! };
    expect(numbersOf(issues, each)).toEqual([numberIn(each)]);
  });
});

it('a client that has connected and says nothing does not hold it up', async () => {
  const socket = connect(client.port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
  await new Promise((resolve) => socket.once('connect', resolve));
  expect((await client.get('/health/live'))?.status).toBe(200);
  expect(await product.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await closed;
});

it('the last line of its log is how far the audit trail goes, with all that it has done', async () => {
  await product.end('SIGTERM');
  const { product: telling, address } = await Product.start(office.databaseUrl, { LOG_LEVEL: 'info' });
  const own = new Client(address);
  const submission = office.submission('before-the-anchor');
  expect((await own.submit(submission))?.status).toBe(201);
  expect(await telling.end('SIGTERM')).toEqual({ code: 0, signal: null });
  own.close();
  const last = telling.log.trimEnd().split('\n').at(-1)!;
  const books = await Books.open(office.databaseUrl);
  try {
    expect(JSON.parse(last)).toMatchObject({ level: 30, msg: 'audit anchor', anchor: await books.anchor() });
  } finally {
    await books.close();
  }
});
