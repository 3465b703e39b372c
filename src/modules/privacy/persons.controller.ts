import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { normalPhone } from '../../kernel/phone.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { Users } from '../identity/index.js';
import { ContactDataReadModel } from './contact-data.read-model.js';
import { Erasure } from './erasure.service.js';
import { PersonalDataReadModel } from './personal-data.read-model.js';
import { ContactDataRequest, ContactDataView, ErasureRequest, ErasureView, PersonalDataView } from './privacy.dto.js';
import { PersonNotFound, PhoneWrong } from './privacy.errors.js';
import { presentContactData, presentPersonalData } from './privacy.presenter.js';

@ApiTags('privacy')
@Controller('api/v1')
export class PersonsController {
  constructor(
    private readonly users: Users,
    private readonly personalData: PersonalDataReadModel,
    private readonly contactData: ContactDataReadModel,
    private readonly erasure: Erasure,
    private readonly trail: AuditTrail,
    private readonly reader: Reader,
  ) {}

  @Get('me/data')
  @Operation({
    access: 'profile:read',
    summary: 'Everything that is kept about you',
    answer: PersonalDataView,
    refusals: [404],
  })
  own(@CallOf() call: Call): Promise<PersonalDataView> {
    return this.dataOf(call, call.actor.userId);
  }

  @Get('privacy/persons/:userId')
  @Operation({
    access: 'privacy:read',
    summary: 'What is kept about somebody with an account',
    description:
      'Without the titles of issues and the reasons of reveals. What concerns confidential issues, and those sent straight one level up, is only counted (`withheld`); the person has all of it at `/me/data`.',
    answer: PersonalDataView,
    refusals: [404],
  })
  person(@CallOf() call: Call, @PathCode('userId') userId: string): Promise<PersonalDataView> {
    return this.dataOf(call, userId);
  }

  @Post('privacy/exports')
  @Operation({
    access: 'privacy:read',
    summary: 'What is kept about a contact person, by their phone number',
    description:
      'All that the erasure of the same number finds. The number is sent in the body, since addresses are kept in the logs of proxies. Confidential issues, and those sent straight one level up, are only counted (`withheld`). Changes nothing, so that there is no Idempotency-Key.',
    answer: ContactDataView,
    status: 200,
    refusals: [413, 415, 422],
  })
  async contact(@CallOf() call: Call, @Body() { phone }: ContactDataRequest): Promise<ContactDataView> {
    const normal = normalPhone(phone);
    if (normal === null) throw PhoneWrong();
    await this.trail.note(call, {
      action: 'personal-data.exported',
      subject: { kind: 'phone', id: 'phone', regionCode: null },
      details: { phone: normal },
    });
    return presentContactData(normal, await this.contactData.of(normal));
  }

  @Post('privacy/erasures')
  @Operation({
    access: 'privacy:write',
    summary: 'Erase a person',
    description:
      'What only concerned the person is erased; the name in records that must stay is replaced. With `dryRun` nothing changes and the answer is the same.',
    answer: ErasureView,
    status: 200,
    refusals: [422],
    repeatable: true,
  })
  erase(@CallOf() call: Call, @Body() wish: ErasureRequest): Promise<ErasureView> {
    return this.erasure.erase(call, wish) as Promise<ErasureView>;
  }

  private async dataOf(call: Call, userId: string): Promise<PersonalDataView> {
    const account = await this.users.find(this.reader, userId);
    if (account === null) throw PersonNotFound();
    await this.trail.note(call, { action: 'personal-data.exported', subject: { kind: 'user', id: userId } });
    return presentPersonalData(account, await this.personalData.of(userId, call.actor.userId === userId));
  }
}
