import { iso } from './clock.js';

type Facts = Readonly<Record<string, unknown>>;

/** Facts as they are told outside: instants are numbers inside, and their names say so (`…At`, `at`). Any depth. */
export function instantsAsText(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' && /(^at|At)$/.test(name) ? iso(value) : inside(value),
    ]),
  );
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? instantsAsText(value as Facts) : value;
}
