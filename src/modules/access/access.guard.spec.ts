import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Operation } from '../../platform/http/index.js';
import type { AuthenticatedRequest, Authenticator } from '../identity/index.js';
import type { SignIn } from '../identity/sign-in-cache.js';
import { AccessGuard } from './access.guard.js';

class Routes {
  @Operation({ access: 'public', summary: '', answer: null })
  open(): void {}

  @Operation({ access: 'issue:read', summary: '', answer: null })
  issues(): void {}

  forgotten(): void {}
}

const SIGN_IN = {
  actor: SYSTEM_ACTOR,
  scopes: new Set(['issue:read'] as const),
  restriction: null,
  sessionId: 's',
  expiresAt: 1,
};
const WEAK_SIGN_IN = { ...SIGN_IN, scopes: new Set(['profile:read'] as const) };
const SIGN_INS: Readonly<Record<string, SignIn>> = {
  weak: WEAK_SIGN_IN,
  expired: { ...WEAK_SIGN_IN, restriction: 'password-expired' },
  single: { ...WEAK_SIGN_IN, restriction: 'second-factor-required' },
};

describe('access guard', () => {
  const bearers: string[] = [];
  const authenticate: Authenticator['authenticate'] = (bearer) => {
    bearers.push(bearer);
    return Promise.resolve(SIGN_INS[bearer] ?? SIGN_IN);
  };
  const guard = new AccessGuard(new Reflector(), { authenticate } as Authenticator);

  const pass = (route: keyof Routes, authorization?: string) => {
    const request = { headers: { authorization } } as AuthenticatedRequest;
    const context = {
      getHandler: () => Routes.prototype[route],
      switchToHttp: () => ({ getRequest: () => request }),
    } as unknown as ExecutionContext;
    return guard.canActivate(context).then(() => request);
  };

  beforeEach(() => bearers.splice(0));

  it('closes a route that nobody has declared, even to somebody who may do everything', async () => {
    await expect(pass('forgotten', 'Bearer strong')).rejects.toMatchObject({
      code: 'access.undeclared',
      kind: 'forbidden',
    });
  });

  it('asks nobody at a public route', async () => {
    expect(await pass('open', 'Bearer nonsense')).not.toHaveProperty('actor');
    expect(bearers).toEqual([]);
  });

  it('lets whoever has the scope pass, and says who it is', async () => {
    expect(await pass('issues', 'bearer  strong')).toMatchObject({ actor: SYSTEM_ACTOR, scopes: SIGN_IN.scopes });
    expect(bearers).toEqual(['strong']);
  });

  it('refuses whoever lacks the scope', async () => {
    await expect(pass('issues', 'Bearer weak')).rejects.toMatchObject({
      code: 'access.scope-missing',
      facts: { params: { scope: 'issue:read' } },
    });
  });

  it.each([
    ['expired', 'auth.password-expired'],
    ['single', 'auth.second-factor-required'],
  ])('says what has to be done first to a session that is restricted (%s)', async (bearer, code) => {
    await expect(pass('issues', `Bearer ${bearer}`)).rejects.toMatchObject({ code, kind: 'forbidden' });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'strong'])(
    'asks for a sign-in after %j',
    async (header) => {
      await expect(pass('issues', header)).rejects.toMatchObject({ code: 'auth.required', kind: 'unauthenticated' });
      expect(bearers).toEqual([]);
    },
  );
});
