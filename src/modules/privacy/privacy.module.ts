import { Module } from '@nestjs/common';
import { ContactDataReadModel } from './contact-data.read-model.js';
import { Erasure } from './erasure.service.js';
import { PersonalDataReadModel } from './personal-data.read-model.js';
import { PersonsController } from './persons.controller.js';
import { RetentionController } from './retention.controller.js';
import { Retention, RetentionEditing } from './retention.service.js';
import { RetentionStore } from './retention.store.js';
import { RetentionTask } from './retention.task.js';

/** What people may ask about their data, and how long data is kept. */
@Module({
  controllers: [PersonsController, RetentionController],
  providers: [
    ContactDataReadModel,
    Erasure,
    PersonalDataReadModel,
    Retention,
    RetentionEditing,
    RetentionStore,
    RetentionTask,
  ],
})
export class PrivacyModule {}
