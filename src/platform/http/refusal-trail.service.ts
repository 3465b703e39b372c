import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../../kernel/clock.js';
import type { DomainError } from '../../kernel/domain-error.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import { AuditTrail } from '../audit/index.js';
import { LOGGER } from '../observability/logging.module.js';
import type { SignedInRequest } from './call.js';
import { MOST_AN_HOUR, MOST_OF_STRANGERS, RefusalBudget, type Verdict } from './refusal-budget.js';

/** A refusal is sent after that long even when it cannot be recorded. */
const PATIENCE_MS = 3_000;

const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Enters in the audit trail who was refused what: attempts at what is closed, hidden or somebody else's. */
@Injectable()
export class RefusalTrail {
  private readonly budget = new RefusalBudget();

  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when it is durable, or cannot be; never rejects. */
  async note(request: SignedInRequest, refusal: DomainError): Promise<void> {
    if (!isTelling(request, refusal)) return;
    const verdict = this.verdictOn(request);
    if (verdict === 'drop') return;
    try {
      await Promise.race([this.enter(request, refusal, verdict), wait(PATIENCE_MS, undefined, { ref: false })]);
    } catch (error) {
      this.logger.error({ err: error, requestId: request.id, code: refusal.code }, 'refusal not recorded');
    }
  }

  private enter(request: SignedInRequest, { code }: DomainError, verdict: Verdict): Promise<void> {
    const occasion = { actor: request.actor ?? null, requestId: request.id, address: request.ip };
    const route = request.routeOptions.url ?? '';
    return this.audit.note(occasion, {
      action: verdict === 'keep' ? 'access.refused' : 'access.further-refusals-not-recorded',
      outcome: 'refused',
      ...(verdict === 'keep' ? subjectOf(route, request.params) : {}),
      details: { method: request.method, route, code },
    });
  }

  private verdictOn({ actor, ip }: SignedInRequest): Verdict {
    const now = this.clock.now();
    if (actor) return this.budget.spend(actor.userId, MOST_AN_HOUR, now);
    const verdict = this.budget.spend(`from ${ip}`, MOST_AN_HOUR, now);
    return verdict === 'keep' ? this.budget.spend('strangers', MOST_OF_STRANGERS, now) : verdict;
  }
}

/** Sign-ins enter their own refusals, with the account that was meant. */
const TOLD_BY_SIGN_IN = /^auth\.(credentials|second-factor|oidc-account|oidc-second-factor)/;

/**
 * Not told: addresses that lead nowhere, wrong input, and those who are simply not signed in, or no longer. Whoever shows
 * an invitation, a refresh token or a call-back that is good for nothing has shown something.
 */
function isTelling({ actor }: SignedInRequest, { kind, code }: DomainError): boolean {
  if (kind === 'forbidden') return true;
  if (kind === 'not-found') return actor !== undefined && code !== 'route.not-found';
  const isPlain = code === 'auth.required' || code === 'auth.expired' || TOLD_BY_SIGN_IN.test(code);
  return kind === 'unauthenticated' && !isPlain;
}

/** `/api/v1/issues/:issueId/events` is about the issue with that id. */
function subjectOf(route: string, parameters: unknown): { subject?: { kind: string; id: string } } {
  const [, thing, name] = /\/([a-z-]+)\/:(\w+)/.exec(route) ?? [];
  if (thing === undefined || name === undefined) return {};
  const id = (parameters as Readonly<Record<string, unknown>>)[name];
  if (typeof id !== 'string' || !ID.test(id) || withoutPhones(id) !== id) return {};
  return { subject: { kind: thing.replace(/ies$/, 'y').replace(/s$/, ''), id } };
}
