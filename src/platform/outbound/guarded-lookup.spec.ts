import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guardedLookup, TargetRefused } from './guarded-lookup.js';
import { TargetRules } from './target-rules.js';

/** A name server that answers each question with the next of these, as one does that rebinds a name. */
const answering = (...answers: readonly string[][]): Parameters<typeof guardedLookup>[2] => {
  const rest = [...answers];
  return (_name, _options, callback) =>
    callback(
      null,
      rest.shift()!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
};

const server = createServer((_request, answer) => answer.end('inside'));
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

function call(rules: TargetRules, resolve: Parameters<typeof guardedLookup>[2]): Promise<number> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, reject) => {
    const host = 'hooks.example.com';
    const sent = request({ host, port, agent: false, lookup: guardedLookup(rules, host, resolve) }, (answer) => {
      answer.resume();
      done(answer.statusCode!);
    });
    sent.on('error', reject);
    sent.end();
  });
}

it.each([
  ['an address inside', ['127.0.0.1']],
  ['one among others', ['8.8.8.8', '127.0.0.1']],
  ['one in IPv6', ['::1']],
  ['a mapped one', ['::ffff:127.0.0.1']],
  ['nothing', []],
])('a name that leads to %s is not connected to', async (_what, addresses) => {
  await expect(call(new TargetRules([]), answering(addresses))).rejects.toThrow(TargetRefused);
});

it('a name is asked for once, and what is connected to is what was looked at', async () => {
  const rules = new TargetRules(['127.0.0.0/8']);
  expect(await call(rules, answering(['127.0.0.1'], ['10.0.0.1']))).toBe(200);
});
