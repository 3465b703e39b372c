import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation, type PublicCall, PublicCallOf } from '../../platform/http/index.js';
import { AccountView, SetupRequest } from './accounts.dto.js';
import { presentAccount } from './accounts.presenter.js';
import { FirstAdministrator } from './first-administrator.service.js';

@ApiTags('accounts')
@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly firstAdministrator: FirstAdministrator) {}

  @Post()
  @Operation({
    access: 'public',
    summary: 'Make the first administrator',
    description:
      'With the token that the program printed when it started for the first time. Good for one use; once there is an ' +
      'administrator, and for every other token, the answer is 404 `setup.closed`.',
    answer: AccountView,
    status: 201,
    refusals: [404, 409, 413, 415, 422],
    repeatable: true,
  })
  async make(@PublicCallOf() call: PublicCall, @Body() request: SetupRequest): Promise<AccountView> {
    const account = await this.firstAdministrator.make(call, request);
    return presentAccount({ ...account, enrolled: true });
  }
}
