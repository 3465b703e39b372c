import type { IssueScript } from './script-types.js';

/** A cadre who helps enterprises. A leave is in local dates, `to` being the last day away. */
export interface DemoCadre {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
  readonly regionCode: string;
  /** `<regionCode>-<department function>` of seeds/reference/departments.json. */
  readonly departmentCode: string;
  readonly specialties: readonly string[];
  readonly capacity: number;
  readonly deputyKey?: string;
  readonly leave: readonly { readonly from: string; readonly to: string }[];
}

export type EnterpriseSize = 'large' | 'medium' | 'small' | 'micro';

/** `validUntil` is the last day. */
export interface DemoHonour {
  readonly name: string;
  readonly level: string;
  readonly grantedOn: string;
  readonly validUntil: string;
}

export interface DemoEnterprise {
  readonly key: string;
  readonly creditCode: string;
  readonly name: string;
  readonly regionCode: string;
  /** GB/T 4754 division and its name, such as `C14 食品制造业`. */
  readonly industry: string;
  readonly size: EnterpriseSize;
  readonly chainCode?: string;
  readonly contacts: readonly { readonly name: string; readonly phone: string }[];
  readonly status: 'active' | 'zombie';
  readonly honours: readonly DemoHonour[];
}

export interface DemoPairing {
  readonly enterpriseKey: string;
  readonly cadreKey: string;
  readonly role: 'chief' | 'deputy';
  readonly from: string;
}

/** The whole demonstration: who there is, and what happens to whom and when. */
export interface DemoPlan {
  readonly cadres: readonly DemoCadre[];
  readonly enterprises: readonly DemoEnterprise[];
  readonly pairings: readonly DemoPairing[];
  /** In the order of submission. */
  readonly issues: readonly IssueScript[];
  /** The person behind the account `cadre`: chief of the enterprise behind the account `enterprise`. */
  readonly demoCadreKey: string;
  readonly demoEnterpriseKey: string;
  /** ISO instant at which the story ends: the last rating windows have lapsed by then. */
  readonly endsAt: string;
}
