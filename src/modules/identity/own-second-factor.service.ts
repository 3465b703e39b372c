import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { User } from './entities/user.entity.js';
import { NoSecondFactor, SecondFactorExists, SessionRequired, WrongFactorCode } from './identity.errors.js';
import { SecondFactors } from './second-factors.service.js';
import { SessionOwners } from './session-owners.service.js';
import { type CheckedSession, SessionChecks } from './session-checks.service.js';
import { Sessions } from './sessions.service.js';
import type { SignIn } from './sign-in-cache.js';
import { otpauthUrl } from './totp.js';

/** What an app needs to show codes. */
interface Enrolment {
  readonly secret: string;
  readonly otpauthUrl: string;
}

/** What is shown once the second factor is on; only hashes of the codes are kept. */
interface Confirmation {
  readonly recoveryCodes: string[];
}

/** What somebody does with their own second factor. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly writes: Writes,
    private readonly checks: SessionChecks,
    private readonly factors: SecondFactors,
    private readonly owners: SessionOwners,
    private readonly sessions: Sessions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 403 `auth.session-required`, 409 `second-factor.exists`, 422 `password.wrong`, 429 */
  begin(call: Call, signIn: SignIn, currentPassword: string): Promise<Enrolment> {
    return this.inSteps(call, signIn, async () => {
      const { user } = await this.checks.password(call, signIn, currentPassword, 'currentPassword');
      return this.writes.once(call, async (tx) => {
        await this.owners.lock(tx, signIn);
        if (await this.factors.isOn(tx, user.id)) throw SecondFactorExists();
        const secret = await this.factors.begin(tx, user.id);
        this.tell(tx, user, 'second-factor.begun');
        return { secret, otpauthUrl: otpauthUrl(secret, user.username) };
      });
    });
  }

  /**
   * Sessions that were opened with the password alone end, this one excepted.
   * @throws DomainError 403 `auth.session-required`, 409 `second-factor.exists`, 422 `second-factor.code`, 429
   */
  confirm(call: Call, signIn: SignIn, code: string): Promise<Confirmation> {
    return this.inSteps(call, signIn, () =>
      this.withCode(call, signIn, async (tx, { user, sessionId }) => {
        if (await this.factors.isOn(tx, user.id)) throw SecondFactorExists();
        const recoveryCodes = await this.factors.confirm(tx, user.id, code);
        if (recoveryCodes === null) throw WrongFactorCode();
        await this.sessions.proveSecondFactor(tx, user.id, sessionId);
        this.tell(tx, user, 'second-factor.confirmed');
        return { recoveryCodes };
      }),
    );
  }

  /** @throws DomainError 403 `auth.session-required`, 409 `second-factor.none`, 422 `password.wrong` or `second-factor.code`, 429 */
  async remove(call: Call, signIn: SignIn, given: { password: string; code: string }): Promise<void> {
    await this.inSteps(call, signIn, async () => {
      await this.checks.password(call, signIn, given.password, 'password');
      return this.withCode(call, signIn, async (tx, { user }) => {
        const proof = await this.factors.prove(tx, user, given.code);
        if (proof === 'none needed') throw NoSecondFactor();
        if (proof !== 'proved') throw WrongFactorCode();
        await this.factors.remove(tx, user.id);
        await this.sessions.endAll(tx, user.id);
        this.tell(tx, user, 'second-factor.removed');
        return {};
      });
    });
  }

  /** A session is asked for before a kept answer is looked for: what it holds must not be shown to an API token. */
  private async inSteps<T extends object>(call: Call, { sessionId }: SignIn, steps: () => Promise<T>): Promise<T> {
    if (sessionId === null) throw SessionRequired();
    return this.writes.inSteps(call, steps);
  }

  /** What takes a code: a wrong one is counted. */
  private async withCode<T extends object>(
    call: Call,
    signIn: SignIn,
    work: (tx: Tx, session: CheckedSession) => Promise<T>,
  ): Promise<T> {
    let answer: T | null = null;
    await this.checks.check(call, signIn, 'code', async (session) => {
      try {
        answer = await this.writes.once(call, async (tx) => {
          await this.owners.lock(tx, signIn);
          return work(tx, session);
        });
        return null;
      } catch (error) {
        if (error instanceof DomainError && error.code === WrongFactorCode().code) return error;
        throw error;
      }
    });
    return answer!;
  }

  private tell(tx: Tx, { id, regionCode }: User, action: string): void {
    this.audit.record(tx, { action, subject: { kind: 'user', id, regionCode } });
  }
}
