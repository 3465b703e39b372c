import { planCadres } from './cadres-plan.js';
import { planEnterprises, type PlannedEnterprise } from './enterprises-plan.js';
import { planIssues } from './issue-plan.js';
import { writeScripts } from './issue-scripts.js';
import { withLeaves } from './leaves-plan.js';
import { PhoneBook } from './names.js';
import { OfficeTime } from './office-time.js';
import { planPairings } from './pairings-plan.js';
import type { DemoEnterprise, DemoPlan } from './plan-types.js';
import { Random } from './random.js';

/** Midnight before 25 January 2025: every rating window of the story has lapsed. */
const ENDS_AT = '2025-01-24T16:00:00.000Z';

/** Without what only the texts of the issues needed. */
function published(planned: PlannedEnterprise): DemoEnterprise {
  const { key, creditCode, name, regionCode, industry, size, chainCode, contacts, status, honours } = planned;
  const chain = chainCode === undefined ? {} : { chainCode };
  return { key, creditCode, name, regionCode, industry, size, ...chain, contacts, status, honours };
}

/**
 * The demonstration year: Zhoukou in 2024 with 1,500 cadres, 2,000 enterprises and 626 issues received, 620 of them
 * closed. Pure and deterministic: the same dates and seed give the same plan.
 * @param workingDates all working dates of 2024 by the official calendar, `YYYY-MM-DD`, ascending
 */
export function demoPlan(workingDates: readonly string[], seed = 2024): DemoPlan {
  const random = new Random(seed);
  const phones = new PhoneBook();
  const everybody = planCadres(random.fork('cadres'), phones);
  const enterprises = planEnterprises(random.fork('enterprises'), phones);
  const pairing = planPairings(random.fork('pairings'), enterprises, everybody);
  const time = new OfficeTime(workingDates);
  const drafts = planIssues({ workingDates, time, enterprises, cadres: everybody, pairing }, random.fork('issues'));
  const cadres = withLeaves(everybody, drafts, random.fork('leaves'));
  return {
    cadres,
    enterprises: enterprises.map(published),
    pairings: pairing.pairings,
    issues: writeScripts(drafts, cadres, time, random.fork('scripts')),
    demoCadreKey: pairing.demoCadre.key,
    demoEnterpriseKey: pairing.demoEnterprise.key,
    endsAt: ENDS_AT,
  };
}
