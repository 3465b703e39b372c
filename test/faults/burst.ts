import type { IssuesByTitle } from './books.js';
import type { Answer, Client, Submission } from './client.js';
import type { Office } from './office.js';

const IN_FLIGHT = 24;
/** Far more than any test waits for: a server that never ends must not keep a test for ever. */
const MOST = 5_000;

export interface Sent {
  readonly submission: Submission;
  /** Null when the connection was lost without one. */
  readonly answer: Answer | null;
}

export const isAcknowledged = ({ answer }: Sent): boolean => answer?.status === 201;

/** Number of the issue that was answered with. */
export const numberIn = ({ answer }: Sent): string => (answer!.body as { number: string }).number;

/** Numbers of the issues that its submission has made, known by their title. */
export function numbersOf(issues: IssuesByTitle, { submission }: Sent): string[] {
  return (issues.get(submission.key) ?? []).map(({ number }) => number);
}

/** Submissions of all enterprises, {@link IN_FLIGHT} at a time, until the server answers something else or nothing. */
export class Burst {
  readonly sent: Sent[] = [];
  /** Resolves when the last one is answered or lost. */
  readonly over: Promise<void>;
  private begun = 0;
  private acknowledgedSoFar = 0;
  private readonly waiting: { readonly count: number; readonly reached: () => void }[] = [];

  constructor(
    private readonly office: Office,
    private readonly client: Client,
    private readonly name: string,
  ) {
    const lines = Array.from({ length: IN_FLIGHT }, () => this.oneAfterTheOther());
    this.over = Promise.all(lines).then(() => undefined);
  }

  get acknowledged(): number {
    return this.acknowledgedSoFar;
  }

  /** Resolves with the answer that makes them that many. */
  untilAcknowledged(count: number): Promise<void> {
    return new Promise((reached) => this.waiting.push({ count, reached }));
  }

  private async oneAfterTheOther(): Promise<void> {
    while (this.begun < MOST) {
      const submission = this.office.submission(`${this.name}-${++this.begun}`);
      const answer = await this.client.submit(submission);
      this.sent.push({ submission, answer });
      if (answer?.status !== 201) return;
      this.acknowledgedSoFar++;
      for (const { count, reached } of this.waiting) if (count === this.acknowledgedSoFar) reached();
    }
  }
}
