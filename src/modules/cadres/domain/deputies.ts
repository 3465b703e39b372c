/**
 * Whether `deputyId` as the deputy of `cadreId` would make somebody their own deputy at the end of a chain.
 * @param deputyOf the deputies as they are now, without a circle; null or undefined for nobody
 */
export function closesCircle(
  cadreId: string,
  deputyId: string,
  deputyOf: (cadreId: string) => string | null | undefined,
): boolean {
  let next: string | null | undefined = deputyId;
  while (next !== null && next !== undefined && next !== cadreId) next = deputyOf(next);
  return next === cadreId;
}
