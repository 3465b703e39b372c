import { problem } from '../../kernel/domain-error.js';

export const OidcOff = problem(
  'not-found',
  'auth.oidc-off',
  '未启用统一身份认证登录',
  'Sign-in through an identity provider is not set up',
);

/** One answer for whatever is wrong with what came back from the provider, so that it helps nobody to try. */
export const OidcRefused = problem(
  'unauthenticated',
  'auth.oidc-refused',
  '统一身份认证未成功，请重新开始登录',
  'The sign-in through the identity provider did not succeed; begin again',
);

/** One answer for somebody unknown and somebody whose account is closed. */
export const OidcStranger = problem(
  'unauthenticated',
  'auth.oidc-account',
  '您的统一身份没有对应的可用账号，请联系管理员',
  'There is no account at work for this identity; ask an administrator',
);

export const OidcSecondFactor = problem(
  'unauthenticated',
  'auth.oidc-second-factor',
  '该账号要求双因素认证，请在统一身份认证处使用第二因素后重试',
  'This account needs a second factor; sign in to the identity provider with one',
);

export const OidcUnavailable = problem(
  'unavailable',
  'auth.oidc-unavailable',
  '统一身份认证暂时不可用，请稍后重试或用密码登录',
  'The identity provider cannot be reached; try again later or sign in with your password',
);

export const OidcTaken = problem(
  'conflict',
  'auth.oidc-linked',
  '该统一身份或该账号已有关联',
  'This identity or this account is linked already',
);

export const OidcNotLinked = problem(
  'not-found',
  'auth.oidc-not-linked',
  '您的账号没有关联统一身份',
  'Your account is not linked to an identity',
);

export const OidcOnlyWay = problem(
  'rule-broken',
  'auth.oidc-only-way',
  '您还没有密码，解除关联后将无法登录',
  'You have no password; without the link you could not sign in any more',
);
