/** What decides how an account may act. */
export interface AccessState {
  readonly role: string;
  readonly regionCode: string;
  readonly cadreId: string | null;
  readonly enterpriseId: string | null;
  readonly active: boolean;
}

const DECISIVE = ['role', 'regionCode', 'cadreId', 'enterpriseId', 'active'] as const;

/** Whether whatever was handed out to the account before the change must be good for nothing after it. */
export function endsAccess(before: AccessState, after: AccessState): boolean {
  return DECISIVE.some((name) => before[name] !== after[name]);
}
