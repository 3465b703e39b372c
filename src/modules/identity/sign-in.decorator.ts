import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from '../../platform/http/index.js';
import { SignInInvalid } from './identity.errors.js';
import type { SignIn } from './sign-in-cache.js';

/** The request as the access guard leaves it, with what else identity knows of the sign-in. */
export interface AuthenticatedRequest extends SignedInRequest {
  signIn?: SignIn;
}

/** `@SignInOf() signIn: SignIn`: on routes that are about the sign-in itself. */
export const SignInOf = createParamDecorator((_: unknown, context: ExecutionContext): SignIn => {
  const { signIn } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!signIn) throw SignInInvalid();
  return signIn;
});
