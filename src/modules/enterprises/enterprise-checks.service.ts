import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { normalPhone } from '../../kernel/phone.js';
import { RunAgain, type Tx } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { answersFor, checkPlacement, Regions } from '../regions/index.js';
import { creditCodeFault, normalCreditCode } from './domain/credit-code.js';
import type { EnterpriseContact, Honour } from './domain/enterprise.js';
import { badContactPhone, badCreditCode, badHonourPeriod, duplicate, unknownChain } from './enterprises.errors.js';
import { EnterprisesStore } from './enterprises.store.js';

/** What is said of an enterprise; only what is new or changed is checked. */
export interface EnterpriseClaims {
  readonly regionCode?: string;
  readonly chainCode?: string | null;
}

/** The rules that an enterprise must keep, whoever writes it down. */
@Injectable()
export class EnterpriseChecks {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly store: EnterprisesStore,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 422 `region.*` or `enterprise.chain-unknown` for the first claim that breaks a rule */
  async checkPlaces(actor: Actor, claims: readonly EnterpriseClaims[]): Promise<void> {
    const [tree, chains] = await Promise.all([this.regions.tree(), this.reference.chains()]);
    const today = localDateOf(this.clock.now());
    for (const { regionCode, chainCode } of claims) {
      if (regionCode !== undefined) checkPlacement(tree, regionCode, actor, today);
      if (typeof chainCode === 'string' && !chains.get(chainCode)?.active) throw unknownChain(chainCode);
    }
  }

  /** @throws DomainError 409 `enterprise.duplicate`, which names the other one to those who answer for it */
  async checkNotTaken(tx: Tx, actor: Actor, creditCodes: readonly string[]): Promise<void> {
    if (new Set(creditCodes).size < creditCodes.length) throw duplicate(null);
    const [taken] = await this.store.byCreditCodes(tx, creditCodes);
    if (!taken) return;
    const tree = await this.regions.tree();
    throw duplicate(answersFor(tree, actor, taken.regionCode) ? taken : null);
  }

  /** Runs a write; when a parallel twin has just taken a credit code, everything starts again and finds it. */
  async orFindTwin(tx: Tx, write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      if (tx.dialect.isUniqueViolation(error)) throw new RunAgain();
      throw error;
    }
  }
}

/** @throws DomainError 422 `enterprise.credit-code`, which tells the part that is wrong */
export function creditCodeOfText(text: string): string {
  const code = normalCreditCode(text);
  const fault = creditCodeFault(code);
  if (fault) throw badCreditCode(fault);
  return code;
}

type Loose<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: T[P] };
export type NewHonour = Loose<Honour, 'level' | 'validUntil'>;
export type NewContact = Loose<EnterpriseContact, 'title'>;

/** @throws DomainError 422 `enterprise.honour` */
export function honoursOf(given: readonly NewHonour[]): Honour[] {
  return given.map(({ name, level = null, grantedOn, validUntil = null }, index) => {
    if (validUntil !== null && validUntil < grantedOn) throw badHonourPeriod(index);
    return { name, level, grantedOn, validUntil };
  });
}

/** @throws DomainError 400 about `contacts.<index>.phone` */
export function contactsOf(given: readonly NewContact[]): EnterpriseContact[] {
  return given.map(({ name, phone, title = null }, index) => {
    const number = normalPhone(phone);
    if (number === null) throw badContactPhone(index);
    return { name, phone: number, title };
  });
}
