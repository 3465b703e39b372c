import { iso, isoOrNull } from '../../kernel/clock.js';
import type { Scope } from '../../kernel/scopes.js';
import type { User } from './entities/user.entity.js';
import type { ApiTokenView, MeView, NewApiTokenView, SessionView, SignedInView } from './identity.dto.js';
import type { ListedSession, ListedToken } from './identity.read-model.js';
import type { Rights } from './rights.js';
import type { SignedIn } from './sign-in.service.js';

export function presentUser(user: User, { scopes, restriction }: Rights): MeView {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    regionCode: user.regionCode,
    ...(user.cadreId === null ? {} : { cadreId: user.cadreId }),
    ...(user.enterpriseId === null ? {} : { enterpriseId: user.enterpriseId }),
    scopes: [...scopes],
    ...(restriction === null ? {} : { restriction }),
  };
}

export function presentSignedIn(signedIn: SignedIn): SignedInView {
  const { accessToken, refreshToken, expiresIn, deviceToken, user } = signedIn;
  const device = deviceToken === undefined ? {} : { deviceToken };
  return { accessToken, refreshToken, expiresIn, ...device, user: presentUser(user, signedIn) };
}

export function presentSession(session: ListedSession, currentId: string | null): SessionView {
  return {
    id: session.id,
    createdAt: iso(session.createdAt),
    lastUsedAt: iso(session.lastUsedAt),
    expiresAt: iso(session.expiresAt),
    address: session.address,
    current: session.id === currentId,
  };
}

export function presentToken(token: ListedToken): ApiTokenView {
  return {
    id: token.id,
    name: token.name,
    scopes: JSON.parse(token.scopes) as Scope[],
    createdAt: iso(token.createdAt),
    expiresAt: iso(token.expiresAt),
    lastUsedAt: isoOrNull(token.lastUsedAt),
  };
}

export function presentNewToken(token: ListedToken & { readonly token: string }): NewApiTokenView {
  return { ...presentToken(token), token: token.token };
}
