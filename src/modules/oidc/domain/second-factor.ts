/**
 * Whether the provider says that a second factor was used.
 * @param amr the claim of that name (RFC 8176), which may be anything
 */
export function provesSecondFactor(amr: unknown, accepted: readonly string[]): boolean {
  return Array.isArray(amr) && amr.some((method) => typeof method === 'string' && accepted.includes(method));
}
