import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { DAY } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { CallBackWanted, IssueChanged } from '../issues/index.js';
import { CallBackTasksStore, type StoredTask } from './call-back-tasks.store.js';
import { Draws } from './draws.service.js';
import { afterCall, type Purpose } from './domain/sampling.js';

/** After these it may be handled again. */
const MAY_GO_ON: readonly string[] = ['call-back', 'rate', 'reopen'];

/** Follows what happens to issues: draws some, and ends what was drawn when the enterprise was called or the issue goes on. */
@Injectable()
export class CallBackTasks implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly draws: Draws,
    private readonly store: CallBackTasksStore,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.events.on(IssueChanged, (tx, changed) => this.follow(tx, changed));
  }

  private async follow(tx: Tx, changed: IssueChanged): Promise<void> {
    if (changed.action === 'call-back') await this.called(tx, changed);
    if (MAY_GO_ON.includes(changed.action)) await this.overtake(tx, changed);
    const purpose = purposeOf(changed);
    if (purpose !== null) await this.draw(tx, changed, purpose);
  }

  private async draw(tx: Tx, { issue, at }: IssueChanged, purpose: Purpose): Promise<void> {
    // Each time it is sent back or opened again, the next verification and closure are others.
    const round = issue.state.reworkCount + issue.state.reopenCount;
    const rule = await this.draws.ruleThatDraws(issue.state, purpose, round);
    if (rule === null) return;
    const ends = { attempts: 0, doneAt: null, outcome: null };
    const dueAt = at + rule.dueDays * DAY;
    const drawn = { id: this.ids.next(), issueId: issue.id, purpose, round, ruleId: rule.id, drawnAt: at, dueAt };
    const task: StoredTask = { ...drawn, ...ends };
    if (!(await this.store.insert(tx, task))) return;
    await this.prove(tx, 'call-back-task.drawn', { issue, task });
    await this.events.emit(tx, new CallBackWanted(issue.id, task.id, { dueAt, late: false }, at));
  }

  private async called(tx: Tx, { issue, details, at }: IssueChanged): Promise<void> {
    const call = { contacted: details.contacted === true, unhappy: details.unhappy === true };
    for (const open of answeredBy(await this.store.open(tx, issue.id), details.spotCheck === true)) {
      const { attempts, outcome } = afterCall(open.attempts, call);
      const task = { ...open, attempts, outcome, doneAt: outcome === null ? null : at };
      await this.store.update(tx, task);
      if (outcome !== null) await this.prove(tx, 'call-back-task.ended', { issue, task });
    }
  }

  // There is nothing to confirm any more: it is being handled again.
  private async overtake(tx: Tx, { issue, at }: IssueChanged): Promise<void> {
    const { status } = issue.state;
    if (status === 'verified' || status === 'closed') return;
    for (const open of await this.store.open(tx, issue.id)) {
      const task: StoredTask = { ...open, outcome: 'overtaken', doneAt: at };
      await this.store.update(tx, task);
      await this.prove(tx, 'call-back-task.ended', { issue, task });
    }
  }

  // Not in the timeline: whoever handles the issue is not to know that it was drawn.
  private async prove(
    tx: Tx,
    action: string,
    { issue, task }: { readonly issue: IssueChanged['issue']; readonly task: StoredTask },
  ): Promise<void> {
    const { purpose, ruleId, attempts, outcome } = task;
    this.audit.record(tx, {
      action,
      actor: SYSTEM_ACTOR,
      subject: { kind: 'issue', id: issue.id, regionCode: await this.draws.auditRegionOf(issue.state) },
      details: { taskId: task.id, purpose, ruleId, attempts, outcome },
    });
  }
}

/** A call answers one purpose: its own, or the other one when nobody waits for a call of its own. */
function answeredBy(open: readonly StoredTask[], spotCheck: boolean): StoredTask[] {
  const own = open.filter(({ purpose }) => (purpose === 'spot_check') === spotCheck);
  return own.length > 0 ? own : [...open];
}

/** What the issue can be drawn for now, or null. */
function purposeOf({ issue, action, at }: IssueChanged): Purpose | null {
  const { status, closedAt } = issue.state;
  if (action === 'verify') return 'call_back';
  const closes = action === 'rate' || action === 'lapse' || action === 'call-back';
  return closes && status === 'closed' && closedAt === at ? 'spot_check' : null;
}
