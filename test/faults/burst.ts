import type { Answer, Client } from './client.js';
import type { Submission } from './client.js';
import type { Office } from './office.js';

const IN_FLIGHT = 24;
/** Far more than any test waits for, so that a server that never ends cannot keep a test for ever. */
const MOST = 2_000;

export interface Sent {
  readonly submission: Submission;
  /** Null when the connection was lost without one. */
  readonly answer: Answer | null;
}

export const numberOf = ({ answer }: Sent): string => (answer!.body as { number: string }).number;
export const isAcknowledged = ({ answer }: Sent): boolean => answer?.status === 201;

/**
 * Keeps {@link IN_FLIGHT} submissions under way, the next one as soon as one is answered, until the server answers
 * something else than 201 or nothing at all.
 * @param onAcknowledged is told how many were acknowledged so far
 */
export async function burst(
  office: Office,
  client: Client,
  name: string,
  onAcknowledged: (count: number) => void,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  let begun = 0;
  let acknowledged = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (begun < MOST) {
      const submission = office.submission(`${name}-${++begun}`);
      const answer = await client.submit(submission);
      sent.push({ submission, answer });
      if (answer?.status !== 201) return;
      onAcknowledged(++acknowledged);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, oneAfterTheOther));
  return sent;
}
