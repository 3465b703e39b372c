import sql from 'sql-template-tag';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { WebhookHealth } from '../../src/modules/webhooks/webhook-health.service.js';
import { Webhooks } from '../../src/modules/webhooks/webhooks.service.js';
import { type Cast, Stories } from '../support/issue-stories.js';
import { delivered } from '../support/mailbox.js';
import type { SignedIn } from '../support/people.js';
import { never, Receiver, status } from '../support/receiver.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { HOOKS, WEBHOOK_SETTINGS, WebhookOffice } from '../support/webhook-office.js';

let t: TestApp;
let receiver: Receiver;
let cast: Cast;
let admin: SignedIn;
let office: WebhookOffice;
beforeAll(async () => {
  receiver = await Receiver.open();
  t = await startApp({ settings: WEBHOOK_SETTINGS });
  ({ cast } = await Stories.of(t));
  admin = cast.admin.as;
  office = new WebhookOffice(t, receiver, admin);
});
afterAll(async () => {
  await t.close();
  await receiver.close();
});
afterEach(() => office.removeAll());

describe('a target', () => {
  it('that fails for a whole day is switched off with the reason, and builds no backlog', async () => {
    const made = await office.adds('/dead-for-a-day');
    receiver.behaves('/dead-for-a-day', never);
    const failingSince = new Date(t.clock.now()).toISOString();
    await office.tests(made);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({
      active: true,
      failingSince,
      offReason: null,
      version: made.version,
    });
    t.clock.advance(DAY - 1);
    await cast.mill.submits();
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: true, failingSince, offReason: null });
    const asked = receiver.at('/dead-for-a-day').length;
    t.clock.advance(1);
    for (let nth = 0; nth < 3; nth++) await office.tests(made);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: false, failingSince, offReason: 'failing' });
    expect(receiver.at('/dead-for-a-day')).toHaveLength(asked + 1);
    expect((await office.deliveries(made)).map(({ state }) => state)).toEqual(Array(5).fill('dead'));
    const off = (await office.trail()).filter(({ action }) => action === 'webhook.switched-off').at(-1)!;
    expect(JSON.parse(off.details)).toEqual({ reason: 'failing', failingSince });
    await cast.mill.submits();
    await delivered(t);
    expect(await office.deliveries(made)).toHaveLength(5);
  });

  it('that is switched on again has another day, and may be sent what died', async () => {
    const made = await office.adds('/back');
    receiver.behaves('/back', status(500));
    const id = await office.tests(made);
    await delivered(t);
    t.clock.advance(DAY);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: false, offReason: 'failing' });
    await admin.patch(`${HOOKS}/${made.id}`, { active: true }).expect(200);
    expect(await office.sees(made)).toMatchObject({ active: true, failingSince: null, offReason: null });
    await admin.post(`${HOOKS}/${made.id}/deliveries/${id}/replay`).expect(200);
    await delivered(t);
    expect(await office.deliveries(made)).toMatchObject([{ id, state: 'waiting' }]);
    receiver.behaves('/back', status(204));
    t.clock.advance(HOUR);
    await delivered(t);
    expect(await office.deliveries(made)).toMatchObject([{ id, state: 'delivered' }]);
  });

  it('that fails now and then stays on, however long: one success is enough', async () => {
    const made = await office.adds('/flickering');
    receiver.behaves('/flickering', status(500), status(204), status(500));
    await office.tests(made);
    await delivered(t);
    t.clock.advance(DAY - 1);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: true, failingSince: null });
    await office.tests(made);
    await delivered(t);
    t.clock.advance(HOUR);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: true, offReason: null });
  });

  it('that has taken something from another process just now is not switched off by a failure', async () => {
    const made = await office.adds('/recovered-elsewhere');
    receiver.behaves('/recovered-elsewhere', never);
    await office.tests(made);
    await delivered(t);
    t.clock.advance(DAY + HOUR);
    await t.get(Webhooks).all();
    await t.uow.run((tx) => tx.run(sql`UPDATE webhook SET failing_since = NULL WHERE id = ${made.id}`));
    const failingSince = new Date(t.clock.now()).toISOString();
    const id = await office.tests(made);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: true, failingSince, offReason: null });
    expect((await office.deliveries(made)).find((each) => each.id === id)).toMatchObject({ state: 'waiting' });
  });

  it('that was switched on again elsewhere keeps what waits for it', async () => {
    const made = await office.adds('/on-again-elsewhere');
    await admin.patch(`${HOOKS}/${made.id}`, { active: false }).expect(200);
    await t.get(Webhooks).all();
    await t.uow.run((tx) => tx.run(sql`UPDATE webhook SET active = ${true} WHERE id = ${made.id}`));
    expect(await t.get(WebhookHealth).failed(made.id)).toBe(false);
  });

  it('that is switched off is sent nothing, neither a test nor what died', async () => {
    const made = await office.adds('/off');
    receiver.behaves('/off', status(410));
    const id = await office.tests(made);
    await delivered(t);
    expect(await office.sees(made)).toMatchObject({ active: false, offReason: 'gone' });
    const written = (await office.trail()).length;
    for (const path of ['test', `deliveries/${id}/replay`]) {
      const { body } = await admin.post(`${HOOKS}/${made.id}/${path}`).expect(409);
      expect([path, body]).toMatchObject([path, { code: 'webhook.switched-off' }]);
    }
    expect(await office.deliveries(made)).toMatchObject([{ id, state: 'dead' }]);
    expect(await office.trail()).toHaveLength(written);
    await admin.patch(`${HOOKS}/${made.id}`, { active: true }).expect(200);
    await admin.post(`${HOOKS}/${made.id}/deliveries/${id}/replay`).expect(200);
    await office.tests(made);
  });

  it('that was switched off elsewhere just now is sent no test either', async () => {
    const made = await office.adds('/off-elsewhere');
    await t.get(Webhooks).all();
    await t.uow.run((tx) => tx.run(sql`UPDATE webhook SET active = ${false} WHERE id = ${made.id}`));
    const { body } = await admin.post(`${HOOKS}/${made.id}/test`).expect(409);
    expect(body).toMatchObject({ code: 'webhook.switched-off' });
  });
});
