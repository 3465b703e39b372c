const LEAST_CHARACTERS = 8;
const LEAST_CLASSES = 3;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** At least eight characters of three classes, as assessors of the classified protection scheme (GB/T 22239-2019) ask for. */
export function isStrongPassword(password: string): boolean {
  const classes = CLASSES.filter((pattern) => pattern.test(password)).length;
  return [...password].length >= LEAST_CHARACTERS && classes >= LEAST_CLASSES;
}
