// Deeper than any input of ours, and far from what exhausts the stack of class-transformer, which goes down by recursion.
const MOST_LEVELS = 16;

// More than any input of ours, and far from what keeps class-validator busy for seconds while everybody else waits.
const MOST_VALUES = 5_000;

// Every object has these, so that class-validator takes an unknown field of such a name for a known one.
const INHERITED = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

interface Place {
  readonly path: string;
  readonly value: unknown;
}

interface Overlooked {
  readonly tooDeep: boolean;
  readonly tooMuch: boolean;
  /** Paths of unknown fields. */
  readonly unknown: readonly string[];
}

/** What is wrong with an input that the check by decorators cannot see. */
export function overlookedIn(input: unknown): Overlooked {
  const unknown: string[] = [];
  let level: readonly Place[] = [{ path: '', value: input }];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > MOST_LEVELS || values > MOST_VALUES) {
      return { tooDeep: depth > MOST_LEVELS, tooMuch: values > MOST_VALUES, unknown };
    }
    level = level.flatMap(({ path, value }) => {
      if (typeof value !== 'object' || value === null) return [];
      const inside = Object.entries(value).map(([name, each]) => ({
        name,
        path: below(path, name),
        value: each as unknown,
      }));
      unknown.push(...inside.filter(({ name }) => INHERITED.has(name)).map((place) => place.path));
      return inside;
    });
  }
  return { tooDeep: false, tooMuch: false, unknown };
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
