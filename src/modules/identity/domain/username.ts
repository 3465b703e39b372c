// 64 characters is the width of the column.
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

/** One spelling for what people type: half-width (NFKC) lower case, so that `ＺｈａｎｇＷｅｉ` is `zhangwei`. */
export function usernameOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Whether an account may be called so: 1–64 letters, digits, `.`, `_`, `@`, `-`, beginning with a letter or digit. */
export function isUsername(username: string): boolean {
  return USERNAME.test(username);
}
