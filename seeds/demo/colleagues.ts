import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';

/** Cadres by department. */
export type Staff = ReadonlyMap<string, readonly DemoCadre[]>;

export function staffOf(cadres: readonly DemoCadre[]): Staff {
  const staff = new Map<string, DemoCadre[]>();
  for (const cadre of cadres) {
    const department = staff.get(cadre.departmentCode);
    if (department === undefined) {
      staff.set(cadre.departmentCode, [cadre]);
    } else {
      department.push(cadre);
    }
  }
  return staff;
}

/** Finds cadres who could take an issue over. */
export class Colleagues {
  constructor(
    private readonly staff: Staff,
    private readonly random: Random,
  ) {}

  /**
   * Somebody of the department of a region for one of the functions, the first function that has somebody.
   * @throws RangeError when all of them are excluded
   */
  of(regionCode: string, functions: readonly string[], excluded: readonly (string | undefined)[]): DemoCadre {
    for (const name of functions) {
      const department = this.staff.get(`${regionCode}-${name}`) ?? [];
      const possible = department.filter(({ key }) => !excluded.includes(key));
      if (possible.length > 0) {
        return this.random.pick(possible);
      }
    }
    throw new RangeError(`nobody in ${regionCode} for ${functions.join(', ')}`);
  }
}
