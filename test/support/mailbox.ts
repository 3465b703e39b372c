import { OutboxDelivery } from '../../src/platform/outbox/index.js';
import type { SignedIn } from './people.js';
import type { TestApp } from './test-app.js';

/** A notice as its owner is told of it. */
export interface ToldNotice {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly issue: { readonly id: string; readonly number: string; readonly title: string | null } | null;
  readonly bulletin: {
    readonly id: string;
    readonly number: string;
    readonly url: string;
    readonly printUrl: string;
  } | null;
  readonly standsInFor: { readonly id: string; readonly name: string } | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export interface Inbox {
  readonly items: readonly ToldNotice[];
  readonly nextCursor: string | null;
  readonly unreadCount: number;
  readonly total?: number;
}

/** Whatever has happened has been told. */
export async function delivered(t: TestApp): Promise<void> {
  await t.get(OutboxDelivery).deliverDue();
}

export async function inboxOf(as: SignedIn, query = 'limit=200'): Promise<Inbox> {
  return (await as.get(`/api/v1/notifications?${query}`).expect(200)).body as Inbox;
}

/** Kinds of the notices about the issue, newest first. */
export async function heardOf(as: SignedIn, issue: { readonly id: string }): Promise<string[]> {
  const { items } = await inboxOf(as);
  return items.filter((notice) => notice.issue?.id === issue.id).map(({ kind }) => kind);
}
