import * as fc from 'fast-check';
import { AUDIT_GENESIS, type AuditFacts, firstBroken, linked } from './audit-chain.js';

const text = fc.string({ maxLength: 20 });
const orNull = fc.option(text, { nil: null });
const facts: fc.Arbitrary<AuditFacts> = fc.record({
  at: fc.nat(),
  actorId: text,
  actorRole: text,
  actorRegionCode: orNull,
  address: orNull,
  requestId: text,
  action: text,
  outcome: fc.constantFrom('done', 'refused'),
  subjectKind: orNull,
  subjectId: orNull,
  regionCode: orNull,
  before: orNull,
  after: orNull,
  details: orNull,
});
const history = fc.array(facts, { minLength: 2, maxLength: 12 });
const chainAndPlace = history.chain((entries) =>
  fc.tuple(fc.constant(linked(AUDIT_GENESIS, entries)), fc.nat(entries.length - 1)),
);

describe('a chain of audit entries', () => {
  it('holds as it was written, in one piece or in several', () => {
    fc.assert(
      fc.property(history, history, (first, second) => {
        const start = linked(AUDIT_GENESIS, first);
        const rest = linked(start.at(-1)!, second);
        expect(firstBroken(AUDIT_GENESIS, [...start, ...rest])).toBeNull();
        expect(firstBroken(start.at(-1)!, rest)).toBeNull();
      }),
    );
  });

  it('shows which entry was edited, whatever part of it', () => {
    const names = fc.constantFrom(
      ...([
        'actorId',
        'actorRole',
        'address',
        'requestId',
        'action',
        'subjectId',
        'before',
        'after',
        'details',
      ] as const),
    );
    fc.assert(
      fc.property(chainAndPlace, names, text, ([links, place], name, value) => {
        fc.pre(links[place]![name] !== value);
        const edited = links.map((link, index) => (index === place ? { ...link, [name]: value } : link));
        expect(firstBroken(AUDIT_GENESIS, edited)).toEqual({ sequence: place + 1, reason: 'changed' });
      }),
    );
  });

  it('shows where an entry was deleted, inserted or moved', () => {
    fc.assert(
      fc.property(chainAndPlace, ([links, place]) => {
        if (place < links.length - 1) {
          const deleted = links.toSpliced(place, 1);
          expect(firstBroken(AUDIT_GENESIS, deleted)).toEqual({ sequence: place + 1, reason: 'missing' });
          const [one, other] = [links[place]!, links[place + 1]!];
          const swapped = links.toSpliced(
            place,
            2,
            { ...other, sequence: one.sequence },
            { ...one, sequence: other.sequence },
          );
          expect(firstBroken(AUDIT_GENESIS, swapped)).toEqual({ sequence: place + 1, reason: 'detached' });
        }
        const inserted = links.toSpliced(place, 0, links[place]!);
        expect(firstBroken(AUDIT_GENESIS, inserted)).toEqual({ sequence: place + 2, reason: 'missing' });
      }),
    );
  });
});
