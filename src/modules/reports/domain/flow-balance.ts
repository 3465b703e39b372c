/** What moved between open and ended in some span. */
export interface Moves {
  readonly submitted: number;
  readonly reopened: number;
  readonly closed: number;
  readonly refused: number;
  readonly withdrawn: number;
  readonly merged: number;
}

/** Open at the start + opened − ended = open at the end. */
export interface FlowCounts extends Moves {
  readonly openAtStart: number;
  /** Submitted or opened again. */
  readonly opened: number;
  /** Closed, refused, withdrawn or merged. */
  readonly ended: number;
  readonly openAtEnd: number;
}

export const NO_MOVES: Moves = { submitted: 0, reopened: 0, closed: 0, refused: 0, withdrawn: 0, merged: 0 };

export function addMoves(one: Moves, other: Moves): Moves {
  return {
    submitted: one.submitted + other.submitted,
    reopened: one.reopened + other.reopened,
    closed: one.closed + other.closed,
    refused: one.refused + other.refused,
    withdrawn: one.withdrawn + other.withdrawn,
    merged: one.merged + other.merged,
  };
}

/** The flow that leads to so many open issues. */
export function flowTo(openAtEnd: number, moves: Moves): FlowCounts {
  const { submitted, reopened, closed, refused, withdrawn, merged } = moves;
  const opened = submitted + reopened;
  const ended = closed + refused + withdrawn + merged;
  const openAtStart = openAtEnd - opened + ended;
  return { openAtStart, opened, submitted, reopened, ended, closed, refused, withdrawn, merged, openAtEnd };
}

/** The flows of spans that follow each other: each begins with what the one before has left. */
export function flowsTo(openAtEnd: number, moves: readonly Moves[]): FlowCounts[] {
  const flows: FlowCounts[] = [];
  let open = openAtEnd;
  for (const each of [...moves].reverse()) {
    const flow = flowTo(open, each);
    flows.unshift(flow);
    open = flow.openAtStart;
  }
  return flows;
}
