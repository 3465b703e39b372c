import { type Language, nameIn } from '../../../kernel/language.js';

/** One function, such as `industry`, in one region. */
export interface Department {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly functionCode: string;
  readonly regionCode: string;
  readonly active: boolean;
  readonly version: number;
}

/** The identifier of the department of a region for a function. */
export function departmentId(regionCode: string, functionCode: string): string {
  return `${regionCode}-${functionCode}`;
}

export class DepartmentDirectory {
  private readonly byId: ReadonlyMap<string, Department>;

  constructor(departments: readonly Department[]) {
    const inOrder = [...departments].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.byId = new Map(inOrder.map((department) => [department.id, department]));
  }

  /** Every department by id, which is by region, then by function. */
  all(): readonly Department[] {
    return [...this.byId.values()];
  }

  get(id: string): Department | null {
    return this.byId.get(id) ?? null;
  }

  /** The region's department for the function; null when there is none, or none at work. */
  byFunction(regionCode: string, functionCode: string): Department | null {
    const department = this.get(departmentId(regionCode, functionCode));
    return department?.active ? department : null;
  }

  /** @throws RangeError for an unknown id */
  name(id: string, language: Language): string {
    const department = this.get(id);
    if (department === null) throw new RangeError(`unknown department ${id}`);
    return nameIn(department, language);
  }
}
