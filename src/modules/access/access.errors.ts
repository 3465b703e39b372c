import { problem } from '../../kernel/domain-error.js';

export const SignInRequired = problem('unauthenticated', 'auth.required', '请先登录', 'Sign in first');

export const ScopeMissing = problem(
  'forbidden',
  'access.scope-missing',
  '您没有此操作所需的权限：{scope}',
  'You do not have the scope that this needs: {scope}',
);

export const Undeclared = problem(
  'forbidden',
  'access.undeclared',
  '此接口未声明访问权限，一律拒绝',
  'This route does not say who may call it, so nobody may',
);
