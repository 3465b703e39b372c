import { DAY } from '../../src/kernel/clock.js';
import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { Stories } from '../support/issue-stories.js';
import { Receiver, robot } from '../support/receiver.js';
import { create } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let receiver: Receiver;
let stories: Stories;
beforeAll(async () => {
  receiver = await Receiver.open();
  t = await startApp({ settings: { ZHUQI_WEBHOOK_ALLOW: '127.0.0.1' } });
  stories = await Stories.of(t);
});
afterAll(async () => {
  await t.close();
  await receiver.close();
});

it('a webhook is told of a colour when it begins, once, whatever its format', async () => {
  const hook = (path: string, format: string) => {
    const body = { name: '预警', url: receiver.url(path), events: ['colour.orange'], format };
    return create(stories.cast.admin.as, '/api/v1/webhooks', body);
  };
  const { id } = (await hook('/colours', 'zhuqi')) as { id: string };
  await hook('/robot', 'wecom');
  receiver.behaves('/robot', robot(0));
  const issue = await stories.cast.mill.submits();
  const sweep = async () => {
    await t.get(Sweeps).runNow('colours');
    await t.get(OutboxDelivery).deliverDue();
  };
  await sweep();
  expect(receiver.at('/colours')).toEqual([]);
  t.clock.advance(4 * DAY);
  await sweep();
  await sweep();
  const told = receiver.at('/colours').map(({ body }) => JSON.parse(body) as object);
  expect(told).toEqual([
    expect.objectContaining({ type: 'colour.orange', issue: expect.objectContaining({ number: issue.number }) }),
  ]);
  const deliveries = await stories.cast.admin.as.get(`/api/v1/webhooks/${id}/deliveries`).expect(200);
  expect(deliveries.body).toMatchObject({ items: [{ type: 'colour.orange', state: 'delivered' }] });
  expect(receiver.at('/robot').map(({ body }) => body)).toEqual([expect.stringContaining('橙色预警')]);
});
