import { Injectable } from '@nestjs/common';
import { type ErasedPerson, PersonErasure } from '../../kernel/person-erasure.js';
import { normalPhone } from '../../kernel/phone.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { Users } from '../identity/index.js';
import { AccountUnknown, OwnAccount, PersonUnnamed, PhoneWrong } from './privacy.errors.js';
import { rehearsed } from './rehearsal.js';

export interface ErasureWish {
  readonly userId?: string;
  readonly phone?: string;
  readonly reason: string;
  readonly dryRun?: boolean;
}

export interface ErasureOutcome {
  readonly dryRun: boolean;
  readonly found: PersonErasure['found'];
}

/**
 * Erases a person (Personal Information Protection Law, Art. 47): what only concerned them goes, their name in records
 * that must stay is replaced. Every module does its part in one unit of work.
 */
@Injectable()
export class Erasure {
  constructor(
    private readonly writes: Writes,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: TransactionalEvents,
    private readonly users: Users,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws DomainError 400 `privacy.person`, 422 `privacy.*` */
  erase(call: Call, wish: ErasureWish): Promise<ErasureOutcome> {
    if (wish.dryRun) return rehearsed(this.unitOfWork, (tx) => this.erased(tx, call, wish));
    return this.writes.once(call, (tx) => this.erased(tx, call, wish));
  }

  private async erased(tx: Tx, call: Call, wish: ErasureWish): Promise<ErasureOutcome> {
    const person = await this.personOf(tx, call, wish);
    const erasure = new PersonErasure(person);
    await this.events.emit(tx, erasure);
    const { found } = erasure;
    this.trail.record(tx, {
      action: 'person.erased',
      subject: subjectOf(person),
      details: { reason: wish.reason, found, ...(person.kind === 'phone' ? { phone: person.phone } : {}) },
    });
    return { dryRun: wish.dryRun ?? false, found };
  }

  private async personOf(tx: Tx, { actor }: Call, { userId, phone }: ErasureWish): Promise<ErasedPerson> {
    if ((userId === undefined) === (phone === undefined)) throw PersonUnnamed();
    if (phone !== undefined) {
      const normal = normalPhone(phone);
      if (normal === null) throw PhoneWrong();
      return { kind: 'phone', phone: normal };
    }
    if (userId === actor.userId) throw OwnAccount();
    const user = await this.users.lock(tx, userId!);
    if (user === null) throw AccountUnknown();
    return { kind: 'account', userId: user.id, cadreId: user.cadreId };
  }
}

function subjectOf(person: ErasedPerson) {
  return person.kind === 'account'
    ? { kind: 'user', id: person.userId, regionCode: null }
    : { kind: 'phone', id: 'phone', regionCode: null };
}
