import { Module } from '@nestjs/common';
import { HOUR } from '../../kernel/clock.js';
import { type Attempt, Sweeps } from '../../platform/scheduling/index.js';
import { ContactDataReadModel } from './contact-data.read-model.js';
import { Erasure } from './erasure.service.js';
import { PersonalDataReadModel } from './personal-data.read-model.js';
import { PersonsController } from './persons.controller.js';
import { RetentionController } from './retention.controller.js';
import { Retention, RetentionEditing } from './retention.service.js';
import { RetentionStore } from './retention.store.js';

/** What people may ask about their data, and how long data is kept. */
@Module({
  controllers: [PersonsController, RetentionController],
  providers: [ContactDataReadModel, Erasure, PersonalDataReadModel, Retention, RetentionEditing, RetentionStore],
})
export class PrivacyModule {
  constructor(sweeps: Sweeps, retention: Retention) {
    const run = async (attempt: Attempt) =>
      Object.fromEntries((await retention.runIfDue(attempt)).map(({ kind, dropped }) => [kind, dropped]));
    // Every hour it asks whether a day has passed since the last run of a rule.
    sweeps.register({ name: 'retention', every: HOUR, run });
  }
}
