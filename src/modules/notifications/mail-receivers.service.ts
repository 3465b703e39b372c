import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Preferences } from './domain/preferences.js';
import { NoticesReadModel } from './notices.read-model.js';
import { PreferencesStore } from './preferences.store.js';

/** Somebody with an account in use and an address. */
export interface Receiver {
  readonly owner: Actor;
  readonly preferences: Preferences & { readonly email: string };
}

@Injectable()
export class MailReceivers {
  constructor(
    private readonly reader: Reader,
    private readonly preferences: PreferencesStore,
    private readonly people: NoticesReadModel,
  ) {}

  /** Null for whoever has no account or no address any more. */
  async find(userId: string): Promise<Receiver | null> {
    const [owner] = await this.people.users([userId]);
    const preferences = await this.preferences.of(this.reader, userId);
    const { email } = preferences;
    return owner === undefined || email === null ? null : { owner, preferences: { ...preferences, email } };
  }
}
