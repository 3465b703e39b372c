import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import type { IssueDraft } from './issue-drafts.js';
import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';

const FIRST_DAY = '2024-01-02';
const OTHER_LEAVES = 25;

/**
 * Who is away when. Some chiefs are on leave just when their enterprise writes, so that their deputy gets the issue; the
 * other leaves touch nobody's work. Deputies stay.
 */
export function withLeaves(cadres: readonly DemoCadre[], drafts: readonly IssueDraft[], random: Random): DemoCadre[] {
  const leaves = new Map<string, DemoCadre['leave']>();
  for (const { at, chief, traits } of drafts) {
    if (chief !== null && traits.has('chief-on-leave')) {
      const from = [addDays(localDateOf(at), -random.int(0, 3)), FIRST_DAY].sort()[1] ?? FIRST_DAY;
      leaves.set(chief.key, [{ from, to: addDays(localDateOf(at), random.int(1, 5)) }]);
    }
  }
  const deputies = new Set(cadres.map(({ deputyKey }) => deputyKey));
  const chiefs = new Set(drafts.map(({ chief }) => chief?.key));
  const free = cadres.filter(
    ({ key, regionCode }) => regionCode !== '410000' && !deputies.has(key) && !chiefs.has(key),
  );
  for (const { key } of random.sample(free, OTHER_LEAVES)) {
    const from = addDays(FIRST_DAY, random.int(10, 340));
    leaves.set(key, [{ from, to: addDays(from, random.int(2, 14)) }]);
  }
  return cadres.map((cadre) => ({ ...cadre, leave: leaves.get(cadre.key) ?? cadre.leave }));
}
