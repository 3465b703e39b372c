import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, holdsField, Reader } from '../../platform/persistence/index.js';
import { MOST_ROWS, UNTOLD } from './personal-data.read-model.js';

interface StoredContact {
  readonly name: string;
  readonly phone: string;
  readonly title?: string | null;
}

export interface NamedByEnterprise {
  readonly creditCode: string;
  readonly enterprise: string;
  readonly name: string;
  readonly title?: string | null;
}

export interface NamedByIssue {
  readonly number: string;
  readonly name: string;
  readonly submittedAt: Instant;
}

/** What is kept of a contact person, from every table that `PersonErasure` by phone clears. */
export interface ContactData {
  readonly enterprises: readonly NamedByEnterprise[];
  readonly issues: readonly NamedByIssue[];
  /** How many issues are not told, since they are not the reader's to know of. */
  readonly withheld: { readonly issues: number };
  /** False when there are more of a kind than one answer holds. */
  readonly complete: boolean;
}

@Injectable()
export class ContactDataReadModel {
  constructor(private readonly reader: Reader) {}

  /** @param phone in the form of `normalPhone` */
  async of(phone: string): Promise<ContactData> {
    const isContact = holdsField(sql`i.contact`, 'phone', phone);
    const [naming, issues, withheld] = await Promise.all([
      this.reader.all<{ creditCode: string; name: string; contacts: string }>(sql`
        SELECT e.credit_code, e.name, e.contacts FROM enterprise e
        WHERE ${holdsField(sql`e.contacts`, 'phone', phone)} ORDER BY e.updated_at DESC, e.id LIMIT ${MOST_ROWS + 1}`),
      this.reader.all<{ number: string; contact: string; submittedAt: Instant }>(sql`
        SELECT i.number, i.contact, i.submitted_at FROM issue i
        WHERE ${isContact} AND NOT ${UNTOLD} ORDER BY i.submitted_at DESC, i.id LIMIT ${MOST_ROWS + 1}`),
      first<ContactData['withheld']>(
        this.reader,
        sql`SELECT COUNT(*) AS issues FROM issue i WHERE ${isContact} AND ${UNTOLD}`,
      ),
    ]);
    const enterprises = naming.flatMap((row) => contactsOf(row, phone));
    return {
      enterprises: enterprises.slice(0, MOST_ROWS),
      issues: issues.slice(0, MOST_ROWS).map(({ number, contact, submittedAt }) => {
        const { name } = JSON.parse(contact) as StoredContact;
        return { number, name, submittedAt };
      }),
      withheld: withheld!,
      complete: enterprises.length <= MOST_ROWS && issues.length <= MOST_ROWS,
    };
  }
}

function contactsOf(
  { creditCode, name: enterprise, contacts }: { creditCode: string; name: string; contacts: string },
  phone: string,
): NamedByEnterprise[] {
  return (JSON.parse(contacts) as StoredContact[])
    .filter((contact) => contact.phone === phone)
    .map(({ name, title }) => ({ creditCode, enterprise, name, title }));
}
