import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { ERASED_NAME } from '../../kernel/person-erasure.js';
import { first, holdsField, isOneOf, type Tx } from '../../platform/persistence/index.js';
import { ENDED } from './domain/issue-types.js';

const HAS_ENDED = isOneOf(sql`status`, [...ENDED]);

@Injectable()
export class IssuePrivacyStore {
  eraseTimelineNames(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`
      UPDATE issue_event SET actor_name = ${ERASED_NAME} WHERE actor_id = ${userId} AND actor_name <> ${ERASED_NAME}`);
  }

  async eraseRequestNames(tx: Tx, userId: string): Promise<number> {
    const asked = await tx.run(sql`
      UPDATE issue_request SET requested_by_name = ${ERASED_NAME} WHERE requested_by = ${userId}`);
    const decided = await tx.run(sql`
      UPDATE issue_request SET decided_by_name = ${ERASED_NAME} WHERE decided_by = ${userId}`);
    return asked + decided;
  }

  eraseSupervisionNames(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`UPDATE issue_supervision SET opened_by_name = ${ERASED_NAME} WHERE opened_by = ${userId}`);
  }

  /** Of issues that have ended; while one is open, its handler has to be able to call. */
  eraseContacts(tx: Tx, phone: string, now: Instant): Promise<number> {
    return tx.run(sql`
      UPDATE issue SET contact = NULL, updated_at = ${now}, version = version + 1
      WHERE ${isContact(phone)} AND ${HAS_ENDED}`);
  }

  async countContacts(tx: Tx, phone: string): Promise<number> {
    const row = await first<{ number: number }>(
      tx,
      sql`SELECT COUNT(*) AS number FROM issue WHERE ${isContact(phone)}`,
    );
    return row?.number ?? 0;
  }

  dropContacts(
    tx: Tx,
    { endedBefore, most, now }: { readonly endedBefore: Instant; readonly most: number; readonly now: Instant },
  ): Promise<number> {
    return tx.run(sql`
      UPDATE issue SET contact = NULL, updated_at = ${now}, version = version + 1 WHERE id IN (
        SELECT id FROM issue WHERE ${contactIsDue(endedBefore)} LIMIT ${most})`);
  }

  async countDueContacts(tx: Tx, endedBefore: Instant): Promise<number> {
    const row = await first<{ number: number }>(
      tx,
      sql`SELECT COUNT(*) AS number FROM issue WHERE ${contactIsDue(endedBefore)}`,
    );
    return row!.number;
  }
}

const contactIsDue = (before: Instant): Sql =>
  sql`(contact IS NOT NULL AND ${HAS_ENDED} AND COALESCE(closed_at, updated_at) < ${before})`;

const isContact = (phone: string): Sql => holdsField(sql`contact`, 'phone', phone);
