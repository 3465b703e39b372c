import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import type { User } from './entities/user.entity.js';
import { NoSecondFactor, SecondFactorExists, WrongFactorCode } from './identity.errors.js';
import { SecondFactors } from './second-factors.service.js';
import { SessionOwners } from './session-owners.service.js';
import { SessionChecks } from './session-checks.service.js';
import { Sessions } from './sessions.service.js';
import type { SignIn } from './sign-in-cache.js';
import { otpauthUrl } from './totp.js';

/** What an app needs to show codes. */
interface Enrolment {
  readonly secret: string;
  readonly otpauthUrl: string;
}

/** What somebody does with their own second factor. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly checks: SessionChecks,
    private readonly factors: SecondFactors,
    private readonly owners: SessionOwners,
    private readonly sessions: Sessions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 403 `auth.session-required`, 409 `second-factor.exists`, 422 `password.wrong`, 429 */
  async begin(occasion: Occasion, signIn: SignIn, currentPassword: string): Promise<Enrolment> {
    const { user } = await this.checks.password(occasion, signIn, currentPassword, 'currentPassword');
    return this.unitOfWork.run(async (tx) => {
      await this.owners.lock(tx, signIn);
      if (await this.factors.isOn(tx, user.id)) throw SecondFactorExists();
      const secret = await this.factors.begin(tx, user.id);
      this.tell(tx, user, 'second-factor.begun');
      return { secret, otpauthUrl: otpauthUrl(secret, user.username) };
    }, occasion);
  }

  /**
   * Sessions that were opened with the password alone end, this one excepted.
   * @returns the recovery codes
   * @throws DomainError 403 `auth.session-required`, 409 `second-factor.exists`, 422 `second-factor.code`, 429
   */
  async confirm(occasion: Occasion, signIn: SignIn, code: string): Promise<string[]> {
    let codes: string[] = [];
    await this.checks.check(occasion, signIn, 'code', ({ user, sessionId }) =>
      this.unitOfWork.run(async (tx) => {
        await this.owners.lock(tx, signIn);
        if (await this.factors.isOn(tx, user.id)) throw SecondFactorExists();
        const made = await this.factors.confirm(tx, user.id, code);
        if (made === null) return WrongFactorCode();
        await this.sessions.proveSecondFactor(tx, user.id, sessionId);
        this.tell(tx, user, 'second-factor.confirmed');
        codes = made;
        return null;
      }, occasion),
    );
    return codes;
  }

  /** @throws DomainError 403 `auth.session-required`, 409 `second-factor.none`, 422 `password.wrong` or `second-factor.code`, 429 */
  async remove(occasion: Occasion, signIn: SignIn, given: { password: string; code: string }): Promise<void> {
    await this.checks.password(occasion, signIn, given.password, 'password');
    await this.checks.check(occasion, signIn, 'code', ({ user }) =>
      this.unitOfWork.run(async (tx) => {
        await this.owners.lock(tx, signIn);
        const proof = await this.factors.prove(tx, user, given.code);
        if (proof === 'none needed') throw NoSecondFactor();
        if (proof !== 'proved') return WrongFactorCode();
        await this.factors.remove(tx, user.id);
        await this.sessions.endAll(tx, user.id);
        this.tell(tx, user, 'second-factor.removed');
        return null;
      }, occasion),
    );
  }

  private tell(tx: Tx, { id, regionCode }: User, action: string): void {
    this.audit.record(tx, { action, subject: { kind: 'user', id, regionCode } });
  }
}
