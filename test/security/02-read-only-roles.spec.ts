import { ApiDocument } from '../support/api-document.js';
import { Watchman } from '../support/everything.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let document: ApiDocument;
let cast: Cast;
let issueId: string;
let watchman: Watchman;
beforeAll(async () => {
  t = await startApp();
  document = new ApiDocument(t.app);
  const stories = await Stories.of(t);
  cast = stories.cast;
  issueId = (await stories.inProgress()).id;
  watchman = new Watchman(t);
});
afterAll(() => t.close());

/** What everybody does with their own account; a table made in the background is read, and belongs to its reader. */
const OWN = /^\S+ \/api\/v1\/(auth|me|notifications|exports)\b/;
const TICKETS = /^\S+ \/api\/v1\/issues\b/;

/** Every operation that changes something, with a body that would be accepted from somebody else. */
async function refusedTo(person: SignedIn, which: (name: string) => boolean): Promise<number> {
  await person.get('/api/v1/me').expect(200);
  await watchman.look();
  let walked = 0;
  for (const { name, method, path, body, needsSignIn } of document.operations) {
    if (method === 'get' || !needsSignIn || !which(name)) continue;
    const address = path.replace('{issueId}', issueId).replace(/\{\w+\}/g, 'nothing');
    const answer = await person[method](address, body ? (document.exampleOf(body) as object) : undefined);
    expect([name, answer.status]).toEqual([name, 403]);
    walked++;
  }
  await watchman.expectNothingChanged();
  return walked;
}

it('an auditor changes nothing, by any route and any action', async () => {
  const exceptOwn = (name: string): boolean => !OWN.test(name) && !/\/audit\b/.test(name);
  expect(await refusedTo(cast.auditor.as, exceptOwn)).toBeGreaterThan(50);
  await cast.auditor.as.get(`/api/v1/issues/${issueId}`).expect(200);
});

it.each(['admin', 'security'] as const)('%s never touches a ticket, and reads none', async (role) => {
  const person = role === 'admin' ? cast.admin.as : t.as.security();
  expect(await refusedTo(person, (name) => TICKETS.test(name) && !name.endsWith('/reveal'))).toBeGreaterThan(28);
  // An administrator may reveal contacts of the register; an issue is not there for them.
  const reveal = await person.post(`/api/v1/issues/${issueId}/contact/reveal`, { reason: '查看' });
  expect(reveal.status).toBe(role === 'admin' ? 404 : 403);
  for (const path of ['', `/${issueId}`, `/${issueId}/events`, `/${issueId}/actions`])
    await person.get(`/api/v1/issues${path}`).expect(403);
  await person.get('/api/v1/reports/completion').expect(403);
});

it('a manager supervises, instructs and opens again, and does nothing else', async () => {
  const { actions } = await cast.manager.sees({ id: issueId });
  expect(actions).toEqual(['supervise', 'instruct']);
  const others = document.operations.filter(({ name }) => name.includes('/actions/') && name.startsWith('POST'));
  for (const { name, path, body } of others) {
    if (/\/(supervise|instruct|reopen)$/.test(path)) continue;
    const address = path.replace('{issueId}', issueId);
    const answer = await cast.manager.as.post(address, document.exampleOf(body!) as object);
    expect([name, answer.status]).toEqual([name, 403]);
  }
});
