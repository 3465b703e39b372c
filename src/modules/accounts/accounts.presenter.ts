import { iso } from '../../kernel/clock.js';
import type { AccountView } from './accounts.dto.js';
import type { AccountRow } from './accounts.read-model.js';

export function presentAccount(account: AccountRow): AccountView {
  const { id, username, displayName, role, regionCode, cadreId, enterpriseId, active, enrolled, version } = account;
  return {
    ...{ id, username, displayName, role, regionCode, cadreId, enterpriseId, active, enrolled },
    createdAt: iso(account.createdAt),
    updatedAt: iso(account.updatedAt),
    version,
  };
}
