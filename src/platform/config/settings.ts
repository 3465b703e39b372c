export type Settings = ReturnType<typeof settingsOf>;

/** Reads settings one by one; what is wrong with them is added to `problems`. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>, problems: string[]) {
  const raw = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  return {
    text: (name: string, fallback: string): string => raw(name) ?? fallback,
    integer(name: string, fallback: number, [least, most]: readonly [number, number]): number {
      const value = Number(raw(name) ?? fallback);
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      problems.push(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(raw(name))}`);
      return fallback;
    },
    flag(name: string, fallback: boolean): boolean {
      const value = raw(name) ?? String(fallback);
      if (value === 'true' || value === 'false') return value === 'true';
      problems.push(`${name} must be true or false, not ${JSON.stringify(value)}`);
      return fallback;
    },
    /** Parts between commas, each of which has to be as it should. */
    list(name: string, isRight: (part: string) => boolean, form: string): string[] {
      const parts = (raw(name) ?? '').split(',').map((part) => part.trim());
      const given = parts.filter((part) => part !== '');
      const wrong = given.filter((part) => !isRight(part));
      if (wrong.length > 0)
        problems.push(`${name} must be ${form}, not ${wrong.map((part) => JSON.stringify(part)).join(', ')}`);
      return given;
    },
    choice<T extends string>(name: string, fallback: T, values: readonly T[]): T {
      const value = raw(name) ?? fallback;
      const known = values.find((candidate) => candidate === value);
      if (known === undefined)
        problems.push(`${name} must be one of ${values.join(', ')}, not ${JSON.stringify(value)}`);
      return known ?? fallback;
    },
    hour(name: string, fallback: string): string {
      const value = raw(name) ?? fallback;
      if (/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return value;
      problems.push(`${name} must be an hour such as 18:00, not ${JSON.stringify(value)}`);
      return fallback;
    },
  };
}
