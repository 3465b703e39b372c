import sql from 'sql-template-tag';
import type { SignedIn } from './people.js';
import type { Receiver } from './receiver.js';
import { create } from './sample-bodies.js';
import type { TestApp } from './test-app.js';

export const HOOKS = '/api/v1/webhooks';
/** How long a target of the tests may take. */
export const WEBHOOK_TIMEOUT_MS = 500;
export const WEBHOOK_SETTINGS = {
  ZHUQI_WEBHOOK_ALLOW: '127.0.0.1',
  ZHUQI_WEBHOOK_TIMEOUT_MS: String(WEBHOOK_TIMEOUT_MS),
};

export interface Hook {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly version: number;
  readonly secret: string | null;
}

export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly issueNumber: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: string | null;
}

interface OnRecord {
  readonly action: string;
  readonly before: string;
  readonly after: string;
  readonly details: string;
}

/** What an administrator does to webhooks that lead to the receiver of the test. */
export class WebhookOffice {
  /** Those that the test has made, and that are still to be removed. */
  readonly made: string[] = [];

  constructor(
    private readonly t: TestApp,
    private readonly receiver: Receiver,
    private readonly admin: SignedIn,
  ) {}

  async adds(path: string, more: object = {}): Promise<Hook> {
    const body = { name: '数据平台', url: this.receiver.url(path), events: ['submit'], ...more };
    const made = await create<Hook>(this.admin, HOOKS, body);
    this.made.push(made.id);
    return made;
  }

  async sees({ id }: Hook): Promise<Hook> {
    return (await this.admin.get(`${HOOKS}/${id}`).expect(200)).body as Hook;
  }

  async deliveries({ id }: Hook): Promise<Delivery[]> {
    return ((await this.admin.get(`${HOOKS}/${id}/deliveries`).expect(200)).body as { items: Delivery[] }).items;
  }

  async tests({ id }: Hook): Promise<string> {
    return ((await this.admin.post(`${HOOKS}/${id}/test`).expect(200)).body as { deliveryId: string }).deliveryId;
  }

  trail(): Promise<OnRecord[]> {
    return this.t.reader.all<OnRecord>(
      sql`SELECT action, before, after, details FROM audit_entry WHERE action LIKE 'webhook.%' ORDER BY sequence`,
    );
  }

  async removeAll(): Promise<void> {
    for (const id of this.made.splice(0)) await this.admin.delete(`${HOOKS}/${id}`);
  }
}
