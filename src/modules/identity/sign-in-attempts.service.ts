import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, Reader, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { type Attempt, Attempts } from './attempts.service.js';
import { DeviceTokens } from './device-tokens.js';
import { usernameOf } from './domain/username.js';
import { actingUser } from './acting-user.js';
import type { User } from './entities/user.entity.js';
import { SecondFactorNeeded, WrongCode, WrongCredentials } from './identity.errors.js';
import { Users } from './users.service.js';

/** An attempt at the door, by a device that we may know. */
export interface SignInAttempt extends Attempt {
  readonly username: string;
  readonly device: string | null;
}

const REFUSALS = {
  password: () => WrongCredentials(),
  'code missing': () => SecondFactorNeeded(),
  code: () => WrongCode(),
} as const satisfies Record<string, () => DomainError>;

export type WhyRefused = keyof typeof REFUSALS;

/** Counts and tells what happens at the door. */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: Attempts,
    private readonly devices: DeviceTokens,
    private readonly users: Users,
    private readonly reader: Reader,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 429 `auth.too-many-attempts` */
  async begin(
    { address }: Occasion,
    credentials: { readonly username: string; readonly deviceToken?: string | undefined },
  ): Promise<SignInAttempt> {
    const username = usernameOf(credentials.username);
    const device = await this.deviceOf(username, credentials.deviceToken);
    const attempt = await this.attempts.begin(device === null ? { username, address } : { username, device });
    return { ...attempt, username, device };
  }

  /** @throws DomainError 401, always */
  async refuse(occasion: Occasion, attempt: SignInAttempt, user: User | null, why: WhyRefused): Promise<never> {
    const subject = user === null ? {} : { subject: { kind: 'user', id: user.id, regionCode: user.regionCode } };
    const { outcome } = REFUSED;
    await this.unitOfWork.run(async (tx) => {
      const goesOn = why === 'code missing';
      if (goesOn) await this.attempts.takeBack(tx, attempt);
      this.audit.record(tx, { action: 'session.refused', outcome, ...subject, details: { wrong: why } });
      if (attempt.isLast && !goesOn) this.audit.record(tx, { action: 'sign-in.locked', outcome, ...subject });
    }, occasion);
    throw REFUSALS[why]();
  }

  /** @returns the token by which the device is known from now on */
  async accept(
    tx: Tx,
    attempt: SignInAttempt,
    user: User,
    session: { readonly sessionId: string; readonly secondFactor: boolean },
  ): Promise<string> {
    await this.attempts.succeeded(tx, attempt);
    this.audit.record(tx, {
      action: 'session.opened',
      actor: actingUser(user),
      subject: { kind: 'user', id: user.id, regionCode: user.regionCode },
      details: { method: 'password', ...session },
    });
    return this.devices.issue(user, attempt.device);
  }

  /** Does the same work whether or not there is such an account. */
  private async deviceOf(username: string, token: string | undefined): Promise<string | null> {
    if (token === undefined) return null;
    const user = await this.users.findByUsername(this.reader, username);
    return this.devices.deviceOf(user ?? NOBODY, token);
  }
}

/** For whom no token is ever made: versions begin with 1. */
const NOBODY = { username: '', securityVersion: 0 };

const REFUSED = { outcome: 'refused' } as const;
