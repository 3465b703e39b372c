import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { SessionNotFound, SessionRequired } from './identity.errors.js';
import { IdentityReadModel, type ListedSession } from './identity.read-model.js';
import { SessionRights } from './session-rights.service.js';
import { Sessions } from './sessions.service.js';
import type { SignIn } from './sign-in-cache.js';

/** What somebody sees of and does to the sessions that they have. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly writes: Writes,
    private readonly readModel: IdentityReadModel,
    private readonly sessions: Sessions,
    private readonly rights: SessionRights,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Those that are still good, each with the instant at which it ends if nobody uses it any more. */
  async list({ actor }: SignIn): Promise<ListedSession[]> {
    const now = this.clock.now();
    const all = await this.readModel.sessionsOf(actor.userId);
    const ends = await Promise.all(all.map((session) => this.rights.endOf(session, actor.role)));
    return all
      .map((session, index) => ({ ...session, expiresAt: ends[index]! }))
      .filter(({ expiresAt }) => expiresAt > now);
  }

  /** @throws DomainError 404 `session.not-found` */
  async end(call: Call, { actor }: SignIn, sessionId: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      if (!(await this.sessions.endOne(tx, actor.userId, sessionId))) throw SessionNotFound();
      const subject = { kind: 'user', id: actor.userId };
      this.audit.record(tx, { action: 'session.ended', subject, details: { sessionId } });
      return {};
    });
  }

  /** @throws DomainError 403 `auth.session-required` */
  async logout(call: Call, signIn: SignIn): Promise<void> {
    if (signIn.sessionId === null) throw SessionRequired();
    const { sessionId } = signIn;
    // In another session it is another request: nobody must be told that it has ended when it has not.
    await this.end({ ...call, body: { sessionId } }, signIn, sessionId);
  }
}
