import type { Actor } from '../../src/kernel/actor.js';
import type { SimulatedClock } from '../../src/kernel/clock.js';
import { inputOf, IssueActions, IssueSubmission, IssueWindows } from '../../src/modules/issues/index.js';
import { UnitOfWork } from '../../src/platform/persistence/index.js';
import type { DemoPeople, Providers } from './demo-people.js';
import { nextWindowAt, openRequestId } from './demo-look-ups.read-model.js';
import type { DemoPlan } from './plan-types.js';
import type { DemoStep, IssueScript } from './script-types.js';

interface Act {
  readonly at: number;
  readonly script: IssueScript;
  /** Null for the submission itself. */
  readonly step: DemoStep | null;
}

/**
 * Plays the scripts of the demo through the same services that serve people, on a simulated clock: every event,
 * deadline, rating and lapsed window is one that the product has made itself.
 */
export class DemoRunner {
  private readonly issueIds = new Map<string, string>();
  private readonly leads = new Map<string, string | null>();

  constructor(
    private readonly app: Providers,
    private readonly clock: SimulatedClock,
    private readonly people: DemoPeople,
    private readonly plan: DemoPlan,
  ) {}

  async play(): Promise<void> {
    for (const act of actsOf(this.plan)) {
      await this.passTime(act.at);
      if (act.step === null) await this.submit(act.script);
      else await this.take(act.script, act.step);
    }
    await this.passTime(Date.parse(this.plan.endsAt));
  }

  // Windows lapse at their own instants, not when the next thing happens to somebody.
  private async passTime(until: number): Promise<void> {
    const unitOfWork = this.app.get(UnitOfWork);
    for (;;) {
      const next = await unitOfWork.run((tx) => nextWindowAt(tx));
      if (next === null || next >= until) break;
      this.clock.moveTo(Math.max(next + 1, this.clock.now()));
      await this.app.get(IssueWindows).sweep((_issueId, work) => work());
    }
    this.clock.moveTo(Math.max(until, this.clock.now()));
  }

  private async submit({ key, enterpriseKey, submit }: IssueScript): Promise<void> {
    const { categoryCode, title, description, urgency, channel, campaignCode } = submit;
    const enterpriseId = this.people.enterpriseIds.get(enterpriseKey)!;
    const issue = await this.app.get(UnitOfWork).run((tx) => {
      const actor = submit.by === 'chief' ? this.chiefOf(enterpriseKey) : this.actor(submit.by, key, enterpriseKey);
      return this.app
        .get(IssueSubmission)
        .submit(
          tx,
          actor,
          { enterpriseId, categoryCode, title, description, urgency, channel, campaignCode },
          `demo-${key}`,
        );
    });
    this.issueIds.set(key, issue.id);
    this.leads.set(key, issue.state.assigneeId);
  }

  private async take({ key, enterpriseKey }: IssueScript, step: DemoStep): Promise<void> {
    const issueId = this.issueIds.get(key)!;
    const actor = this.actor(step.by, key, enterpriseKey);
    const issue = await this.app.get(UnitOfWork).run(async (tx) => {
      const body = {
        ...this.withIds(step.body),
        ...(step.action === 'decide' ? await openRequestId(tx, issueId, step.body.request) : {}),
      };
      const request = {
        issueId,
        action: step.action,
        input: inputOf(step.action, body),
        requestId: `demo-${key}`,
        seenVersion: null,
      };
      return this.app
        .get(IssueActions)
        .act(tx, actor, request)
        .catch((error: unknown) => {
          throw new Error(`demo ${key}: ${step.action} at ${step.at} by ${step.by}`, { cause: error });
        });
    });
    this.leads.set(key, issue.state.assigneeId);
  }

  private actor(by: DemoStep['by'], key: string, enterpriseKey: string): Actor {
    switch (by) {
      case 'enterprise':
        return this.people.enterpriseActors.get(enterpriseKey)!;
      case 'lead':
        return this.people.cadreActors.get(this.leads.get(key)!)!;
      case 'coordinator':
      case 'coordinator-henan':
      case 'manager':
        return this.people.officials[by];
      case 'system':
        throw new Error(`demo ${key}: nothing in a script is done by the system`);
    }
  }

  private chiefOf(enterpriseKey: string): Actor {
    const pairing = this.plan.pairings.find((each) => each.enterpriseKey === enterpriseKey && each.role === 'chief');
    if (!pairing) throw new Error(`demo: ${enterpriseKey} has no chief`);
    return this.people.cadreActors.get(this.people.cadreIds.get(pairing.cadreKey)!)!;
  }

  /** The bodies name people and issues by the keys of the plan. */
  private withIds(body: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(body).flatMap(([name, value]) => this.withId(name, value)));
  }

  private withId(name: string, value: unknown): [string, unknown][] {
    switch (name) {
      case 'cadreKey':
        return [['cadreId', this.people.cadreIds.get(value as string)]];
      case 'coHandlerKeys':
        return [['coHandlerIds', (value as string[]).map((key) => this.people.cadreIds.get(key))]];
      case 'suggestedDepartmentCode':
        return [['suggestedDepartmentId', value]];
      case 'intoKey':
        return [['intoIssueId', this.issueIds.get(value as string)]];
      case 'request':
        return [];
      default:
        return [[name, value]];
    }
  }
}

function actsOf(plan: DemoPlan): Act[] {
  const acts = plan.issues.flatMap((script): Act[] => [
    { at: Date.parse(script.submit.at), script, step: null },
    ...script.steps.map((step) => ({ at: Date.parse(step.at), script, step })),
  ]);
  return acts.sort((a, b) => a.at - b.at);
}
