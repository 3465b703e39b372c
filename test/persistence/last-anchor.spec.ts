import { SYSTEM_ACTOR } from '../../src/kernel/actor.js';
import { SECOND } from '../../src/kernel/clock.js';
import { AuditAnchorTask } from '../../src/platform/audit/audit-anchor.task.js';
import { AuditTrail } from '../../src/platform/audit/index.js';
import { AuditVerification } from '../../src/platform/audit/audit-verification.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { gate } from '../support/gate.js';
import { startApp } from '../support/test-app.js';

it('what a sweep still does when the server stops is in the anchor that is noted last', async () => {
  const lines: string[] = [];
  const t = await startApp({ log: lines });
  const [begun, mayFinish] = [gate(), gate()];
  t.get(Sweeps).register({
    name: 'at-the-end',
    every: 3_600 * SECOND,
    run: async () => {
      begun.open();
      await mayFinish.opened;
      await t.uow.run((tx) => {
        const subject = { kind: 'sweep', id: 'at-the-end' };
        t.get(AuditTrail).record(tx, { action: 'sweep.swept', actor: SYSTEM_ACTOR, subject });
        return Promise.resolve();
      });
      return { swept: 1 };
    },
  });
  const run = t.get(Sweeps).runNow('at-the-end');
  await begun.opened;
  const stopped = t.get(AuditAnchorTask).beforeApplicationShutdown();
  mayFinish.open();
  await Promise.all([run, stopped]);
  const { sequence, hash } = await t.get(AuditVerification).head();
  const told = lines.map((line) => JSON.parse(line) as { msg: string; anchor?: string });
  expect(told.filter(({ msg }) => msg === 'audit anchor').at(-1)!.anchor).toBe(`${sequence}:${hash}`);
  await t.close();
});
