const LEAST_CHARACTERS = 8;
const LEAST_CLASSES = 3;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** At least eight characters of three classes, as assessors of the classified protection scheme (GB/T 22239-2019) ask for. */
export function isStrongPassword(password: string): boolean {
  const classes = CLASSES.filter((pattern) => pattern.test(password)).length;
  return [...password].length >= LEAST_CHARACTERS && classes >= LEAST_CLASSES;
}

// A name of one or two characters is in many a password by chance.
const LEAST_NAME = 3;

/** Whether the username can be read in the password, in any case or width. */
export function namesUser(password: string, username: string): boolean {
  const spelled = (text: string): string => text.normalize('NFKC').toLowerCase();
  const name = spelled(username);
  return [...name].length >= LEAST_NAME && spelled(password).includes(name);
}
