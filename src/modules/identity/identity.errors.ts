import { brokenField, DomainError, problem } from '../../kernel/domain-error.js';
import type { BrokenLink } from './domain/role-links.js';
import type { Restriction } from './domain/security-policy.js';

/** One answer for an unknown user, a wrong password and a closed account: nobody learns which accounts exist. */
export const WrongCredentials = problem(
  'unauthenticated',
  'auth.credentials',
  '用户名或密码不正确',
  'The username or the password is wrong',
);

/** The same whether or not there is such an account. */
export const TooManyAttempts = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'too-many',
    'auth.too-many-attempts',
    { zh: '尝试次数过多，请 {minutes} 分钟后再试', en: 'Too many attempts; try again in {minutes} minutes' },
    { params: { minutes: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds },
  );

export const SecondFactorNeeded = problem(
  'unauthenticated',
  'auth.second-factor',
  '请同时提交动态验证码（code）',
  'Send the code of your second factor too (code)',
);

export const WrongCode = problem(
  'unauthenticated',
  'auth.second-factor-wrong',
  '动态验证码不正确，或已使用过',
  'The code is wrong, or was used before',
);

export const SecondFactorExists = problem(
  'conflict',
  'second-factor.exists',
  '已启用第二因素',
  'There is a second factor already',
);

export const NoSecondFactor = problem(
  'conflict',
  'second-factor.none',
  '尚未启用第二因素',
  'There is no second factor',
);

export const WrongFactorCode = (): DomainError =>
  brokenField('second-factor.code', 'code', {
    zh: '动态验证码不正确，或已使用过',
    en: 'The code is wrong, or was used before',
  });

export const SignInExpired = problem(
  'unauthenticated',
  'auth.expired',
  '登录已过期，请刷新令牌或重新登录',
  'The sign-in has expired; refresh it or sign in again',
);

export const SignInInvalid = problem(
  'unauthenticated',
  'auth.invalid',
  '登录已失效，请重新登录',
  'The sign-in is not valid; sign in again',
);

export const SessionRequired = problem(
  'forbidden',
  'auth.session-required',
  'API 令牌不能用于此操作，请用密码登录',
  'An API token cannot do this; sign in with the password',
);

export const SessionNotFound = problem('not-found', 'session.not-found', '没有这个会话', 'There is no such session');

const RESTRICTIONS: Readonly<Record<Restriction, () => DomainError>> = {
  'password-expired': problem(
    'forbidden',
    'auth.password-expired',
    '密码已过期，请先修改密码',
    'The password has expired; change it first',
  ),
  'second-factor-required': problem(
    'forbidden',
    'auth.second-factor-required',
    '您的角色须使用第二因素：请先启用，或使用动态验证码重新登录',
    'Your role needs a second factor: set one up, or sign in again with its code',
  ),
};

/** 403 for whatever is not the person's own profile. */
export const restricted = (restriction: Restriction): DomainError => RESTRICTIONS[restriction]();

export const WeakPassword = (field: string): DomainError =>
  brokenField('password.weak', field, {
    zh: '密码至少 8 个字符，并含大写字母、小写字母、数字、符号中的三类',
    en: 'A password has at least 8 characters of three of these kinds: capital letters, small letters, digits, signs',
  });

export const PasswordNamesUser = (field: string): DomainError =>
  brokenField('password.names-user', field, {
    zh: '密码不能包含用户名',
    en: 'A password must not contain the username',
  });

export const WrongPassword = (field: string): DomainError =>
  brokenField('password.wrong', field, { zh: '当前密码不正确', en: 'The current password is wrong' });

export const SamePassword = (field: string): DomainError =>
  brokenField('password.same', field, {
    zh: '新密码不能与当前密码相同',
    en: 'The new password must differ from the current one',
  });

export const UsedPassword = (field: string, last: number): DomainError =>
  brokenField(
    'password.used',
    field,
    { zh: '新密码不能与最近 {last} 个密码相同', en: 'The new password must differ from the last {last} ones' },
    { last },
  );

export const UsernameTaken = problem('conflict', 'user.username-taken', '用户名已存在', 'The username is taken');

export const BadUsername = (): DomainError =>
  brokenField('user.username', 'username', {
    zh: '用户名为 1–64 个字母、数字或 . _ @ -，以字母或数字开头',
    en: 'A username has 1 to 64 letters, digits, or . _ @ - and begins with a letter or digit',
  });

const LINK_TEXTS = {
  cadreId: {
    required: { zh: '干部账号必须关联干部', en: 'A cadre account needs the cadre that it stands for' },
    forbidden: { zh: '该角色不能关联干部', en: 'An account of this role does not stand for a cadre' },
  },
  enterpriseId: {
    required: { zh: '企业账号必须关联企业', en: 'An enterprise account needs the enterprise that it stands for' },
    forbidden: { zh: '该角色不能关联企业', en: 'An account of this role does not stand for an enterprise' },
  },
} as const;

export const WrongLink = ({ field, rule }: BrokenLink): DomainError =>
  brokenField(`user.link-${rule}`, field, LINK_TEXTS[field][rule]);

export const UnknownLink = (field: string): DomainError =>
  brokenField('user.link-unknown', field, { zh: '不存在', en: 'does not exist' });

export const UserNotFound = problem('not-found', 'user.not-found', '没有这个账号', 'There is no such account');

export const TokenNotFound = problem('not-found', 'token.not-found', '没有这个 API 令牌', 'There is no such API token');

export const ForeignScope = (scopes: string): DomainError =>
  brokenField(
    'token.scope',
    'scopes',
    { zh: '您自己没有这些权限：{scopes}', en: 'You do not have these scopes yourself: {scopes}' },
    { scopes },
  );

export const BadExpiry = (days: number): DomainError =>
  brokenField(
    'token.expiry',
    'expiresAt',
    { zh: '有效期须在将来，且不超过 {days} 天', en: 'must be in the future and at most {days} days ahead' },
    { days },
  );

export const TooManyTokens = problem(
  'rule-broken',
  'token.too-many',
  '有效的 API 令牌不能超过 {most} 个，请先撤销不用的',
  'There may be at most {most} valid API tokens; revoke one first',
);

export const LastOfItsRole = (): DomainError =>
  brokenField('privacy.last-of-role', 'userId', {
    zh: '这是最后一个可用的此类管理账号，不能注销',
    en: 'It is the last working account of its administrative role',
  });
