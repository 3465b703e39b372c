/** How a name that was erased stands in records that must stay; in both languages, since it is stored. */
export const ERASED_NAME = '已注销 (erased)';

/** A number that nobody can have, where a record needs one. */
export const ERASED_PHONE = '0000-0000000';

/** Whose data is to be erased: somebody with an account, or a contact person whom only a phone number identifies. */
export type ErasedPerson =
  | { readonly kind: 'account'; readonly userId: string; readonly cadreId: string | null }
  /** In the form of `normalPhone`. */
  | { readonly kind: 'phone'; readonly phone: string };

export const ERASED_KINDS = [
  'account',
  'sign-ins',
  'sign-in-proofs',
  'identities',
  'api-tokens',
  'timeline-names',
  'request-names',
  'supervision-names',
  'uploader-names',
  'cadre-phone',
  'enterprise-contacts',
  'issue-contacts',
  'notification-preferences',
  'notifications',
  'exports',
] as const;
export type ErasedKind = (typeof ERASED_KINDS)[number];

/** An event: every module erases what it keeps of the person, in the same unit of work, and says how much that was. */
export class PersonErasure {
  private readonly counts = new Map<ErasedKind, { erased: number; kept: number }>();

  constructor(readonly person: ErasedPerson) {}

  /** @param kept what must stay for now, such as the contact of an issue that is open */
  count(kind: ErasedKind, erased: number, kept = 0): void {
    this.counts.set(kind, { erased, kept });
  }

  get found(): readonly { readonly kind: ErasedKind; readonly erased: number; readonly kept: number }[] {
    return [...this.counts].map(([kind, count]) => ({ kind, ...count }));
  }
}
