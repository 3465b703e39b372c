import fc from 'fast-check';
import { addMoves, flowsTo, flowTo, type Moves, NO_MOVES } from './flow-balance.js';

it('balances: 12 were open, 30 came, 2 were opened again, 28 ended', () => {
  const moves = { submitted: 30, reopened: 2, closed: 25, refused: 1, withdrawn: 1, merged: 1 };
  expect(flowTo(16, moves)).toEqual({ ...moves, openAtStart: 12, opened: 32, ended: 28, openAtEnd: 16 });
});

const count = fc.integer({ min: 0, max: 1000 });
const someMoves: fc.Arbitrary<Moves> = fc.record({
  ...{ submitted: count, reopened: count, closed: count, refused: count, withdrawn: count, merged: count },
});

it('each span begins with what the one before has left, and all together balance', () => {
  fc.assert(
    fc.property(count, fc.array(someMoves, { minLength: 1 }), (openAtEnd, moves) => {
      const flows = flowsTo(openAtEnd, moves);
      flows.slice(1).forEach((flow, index) => expect(flow.openAtStart).toBe(flows[index]!.openAtEnd));
      expect(flows.at(-1)!.openAtEnd).toBe(openAtEnd);
      expect(flows[0]!.openAtStart).toBe(flowTo(openAtEnd, moves.reduce(addMoves, NO_MOVES)).openAtStart);
    }),
  );
});
