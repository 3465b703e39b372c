import { iso } from './clock.js';

type Facts = Readonly<Record<string, unknown>>;

const NAME_OF_INSTANT = /^(?:at|validFrom|validTo)$|(?:At|Until|Since)$/;

/** Facts as they are told outside: instants are numbers inside, and their names say so (`at`, `…At`, `…Until`). Any depth. */
export function instantsAsText(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' && NAME_OF_INSTANT.test(name) ? iso(value) : inside(value),
    ]),
  );
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? instantsAsText(value as Facts) : value;
}
