import { brokenField, type DomainError, problem } from '../../kernel/domain-error.js';
import type { Misstep } from './domain/misstep.js';

export const AccountNotFound = problem('not-found', 'user.not-found', '没有这个账号', 'There is no such account');

export const AccountEnded = problem(
  'rule-broken',
  'user.ended',
  '该账号已停用，请先启用',
  'The account is deactivated; activate it first',
);

const OwnRole = () =>
  brokenField('user.own-role', 'role', {
    zh: '不能变更自己的角色，请由另一位管理员操作',
    en: 'Nobody changes their own role; ask another administrator',
  });

const OwnEnd = () =>
  brokenField('user.own-end', 'active', {
    zh: '不能停用自己的账号，请由另一位管理员操作',
    en: 'Nobody deactivates themselves; ask another administrator',
  });

const LastAdministrator = problem(
  'rule-broken',
  'user.last-administrator',
  '这是最后一位启用的管理员',
  'This is the last active administrator',
);

export const REFUSAL_OF_MISSTEP: Readonly<Record<Misstep, () => DomainError>> = {
  'own-role': OwnRole,
  'own-end': OwnEnd,
  'last-administrator': () => LastAdministrator(),
};

/** One answer for an unknown, a used and an expired link, and for one of a closed account. */
export const InvitationInvalid = problem(
  'unauthenticated',
  'invitation.invalid',
  '邀请链接无效或已过期，请联系管理员重新邀请',
  'The invitation is not valid or has expired; ask an administrator for another one',
);

/** As if there were no such address: for a wrong token, and for every one once there is an administrator. */
export const SetupClosed = problem(
  'not-found',
  'setup.closed',
  '没有可用的初始设置',
  'There is nothing to set up with this token',
);

export const SetupDone = problem(
  'conflict',
  'setup.done',
  '已有管理员，无需初始设置；请由其邀请其他人员',
  'There is an administrator already, who can invite others',
);
