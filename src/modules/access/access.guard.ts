import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Scope } from '../../kernel/scopes.js';
import { ACCESS } from '../../platform/http/index.js';
import { type AuthenticatedRequest, Authenticator, restricted } from '../identity/index.js';
import { ScopeMissing, SignInRequired, Undeclared } from './access.errors.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Stands before every route: whoever forgets to declare who may call one has closed it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Scope | 'public' | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw Undeclared();
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const signIn = await this.authenticator.authenticate(bearerOf(request.headers.authorization));
    request.signIn = signIn;
    request.actor = signIn.actor;
    request.scopes = signIn.scopes;
    if (signIn.scopes.has(access)) return true;
    throw signIn.restriction === null ? ScopeMissing({ scope: access }) : restricted(signIn.restriction);
  }
}

function bearerOf(header: string | undefined): string {
  const bearer = BEARER.exec(header ?? '')?.[1];
  if (bearer === undefined) throw SignInRequired();
  return bearer;
}
