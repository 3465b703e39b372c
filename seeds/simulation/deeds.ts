import type { Actor } from '../../src/kernel/actor.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { CadreChanges } from '../../src/modules/cadres/index.js';
import { inputOf, Handover, IssueActions, IssueSubmission } from '../../src/modules/issues/index.js';
import { type Occasion, Reader, type Tx, UnitOfWork } from '../../src/platform/persistence/index.js';
import type { Providers } from '../demo/demo-people.js';
import { type IssueLook, lookAt, owedBy } from './issue-look.read-model.js';

type Submission = Parameters<IssueSubmission['submit']>[2];
type ApiAction = Parameters<typeof inputOf>[0];

const REQUEST_ID = 'simulation';

/** What people do goes through the services that serve the API, and is counted: what was confirmed, what refused. */
export class Deeds {
  /** Confirmed steps, by issue. */
  readonly acknowledged = new Map<string, number>();
  /** Refusals, by action and code. */
  readonly refused = new Map<string, number>();

  constructor(private readonly app: Providers) {}

  look(issueId: string): Promise<IssueLook> {
    return lookAt(this.app.get(Reader), issueId);
  }

  /** @returns the id of the new issue; null when it was refused */
  async submit(by: Actor, submission: Submission): Promise<string | null> {
    const issue = await this.attempt('submit', by, (tx) =>
      this.app.get(IssueSubmission).submit(tx, by, submission, REQUEST_ID),
    );
    if (issue !== null) this.count(issue.id);
    return issue?.id ?? null;
  }

  /** @returns whether it was done */
  async act(by: Actor, issueId: string, { action, body }: { action: string; body: object }): Promise<boolean> {
    const known = action as ApiAction;
    const request = { issueId, action: known, input: inputOf(known, body), requestId: REQUEST_ID, seenVersion: null };
    const issue = await this.attempt(action, by, (tx) => this.app.get(IssueActions).act(tx, by, request));
    if (issue !== null) this.count(issueId);
    return issue !== null;
  }

  /** Somebody leaves for good: what they lead, and the opinions that they owe, go to a colleague in one step. */
  async leave(by: Actor, fromCadreId: string, toCadreId: string, led: readonly string[]): Promise<boolean> {
    const call = {
      ...{ ...occasionOf(by), actor: by, address: '', language: 'zh-CN' as const, seenVersion: null },
      ...{ idempotencyKey: null, method: 'PATCH', url: '', body: null },
    };
    const theirs = [...led, ...(await owedBy(this.app.get(Reader), fromCadreId))];
    const moved = await this.attempt('hand-over', by, async (tx) => {
      const handover = { fromCadreId, toCadreId, requestId: REQUEST_ID };
      const count = await this.app.get(Handover).handOver(tx, by, handover);
      await this.app.get(CadreChanges).apply(tx, call, fromCadreId, { onDuty: false });
      return count;
    });
    if (moved !== null) for (const issueId of theirs) this.count(issueId);
    return moved !== null;
  }

  private async attempt<T>(what: string, by: Actor, work: (tx: Tx) => Promise<T>): Promise<T | null> {
    try {
      return await this.app.get(UnitOfWork).run(work, occasionOf(by));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const refusal = `${what}: ${error.code}`;
      this.refused.set(refusal, (this.refused.get(refusal) ?? 0) + 1);
      return null;
    }
  }

  private count(issueId: string): void {
    this.acknowledged.set(issueId, (this.acknowledged.get(issueId) ?? 0) + 1);
  }
}

function occasionOf(actor: Actor): Occasion {
  return { actor, requestId: REQUEST_ID, address: null };
}
