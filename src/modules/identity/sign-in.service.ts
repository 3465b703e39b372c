import { Injectable } from '@nestjs/common';
import { type Occasion, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { AccountClaims, type Claim } from './account-claims.service.js';
import type { User } from './entities/user.entity.js';
import type { Rights } from './rights.js';
import { SessionRights } from './session-rights.service.js';
import { SecondFactors } from './second-factors.service.js';
import { Sessions, type TokenPair } from './sessions.service.js';
import { type SignInAttempt, SignInAttempts, type WhyRefused } from './sign-in-attempts.service.js';

/** Somebody who has just signed in. */
export interface SignedIn extends TokenPair, Rights {
  readonly user: User;
  /** By which the device is known from now on; for a sign-in with a password. */
  readonly deviceToken?: string;
}

/** What somebody presents at the door. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly deviceToken?: string | undefined;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: SignInAttempts,
    private readonly claims: AccountClaims,
    private readonly secondFactors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly rights: SessionRights,
  ) {}

  /** @throws DomainError 401 `auth.credentials`, `auth.second-factor`, `auth.second-factor-wrong`, 429 `auth.too-many-attempts` */
  async login(occasion: Occasion, credentials: Credentials): Promise<SignedIn> {
    const attempt = await this.attempts.begin(occasion, credentials);
    const claim = await this.claims.check(credentials.username, credentials.password);
    if (!claim.isProved) return this.attempts.refuse(occasion, attempt, claim.user, 'password');
    const outcome = await this.unitOfWork.run((tx) => this.open(tx, attempt, claim, credentials.code), occasion);
    return typeof outcome === 'string' ? this.attempts.refuse(occasion, attempt, claim.user, outcome) : outcome;
  }

  private async open(
    tx: Tx,
    attempt: SignInAttempt,
    claim: Claim,
    code: string | undefined,
  ): Promise<SignedIn | WhyRefused> {
    const user = await this.claims.lock(tx, claim);
    if (user === null) return 'password';
    const proof = await this.secondFactors.prove(tx, user, code);
    if (proof === 'missing') return 'code missing';
    if (proof === 'wrong') return 'code';
    const secondFactor = proof === 'proved';
    const tokens = await this.sessions.open(tx, user, { secondFactor });
    const opened = { sessionId: tokens.sessionId, secondFactor };
    const deviceToken = await this.attempts.accept(tx, attempt, user, opened);
    return { user, ...tokens, deviceToken, ...(await this.rights.of(user, secondFactor)) };
  }
}
