import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { OwnSecondFactor } from './own-second-factor.service.js';
import {
  ConfirmationRequest,
  EnrolmentRequest,
  EnrolmentView,
  RecoveryCodesView,
  RemovalRequest,
  SecondFactorView,
} from './second-factor.dto.js';
import { SecondFactors } from './second-factors.service.js';
import { SignInOf } from './sign-in.decorator.js';
import type { SignIn } from './sign-in-cache.js';

@ApiTags('sign-in')
@Controller('api/v1/auth/second-factor')
export class SecondFactorController {
  constructor(
    private readonly own: OwnSecondFactor,
    private readonly factors: SecondFactors,
    private readonly reader: Reader,
  ) {}

  @Get()
  @Operation({ access: 'profile:read', summary: 'Whether you have a second factor', answer: SecondFactorView })
  async get(@CallOf() { actor }: Call): Promise<SecondFactorView> {
    return {
      enabled: await this.factors.isOn(this.reader, actor.userId),
      recoveryCodesLeft: await this.factors.codesLeft(this.reader, actor.userId),
    };
  }

  @Post()
  @Operation({
    access: 'profile:write',
    summary: 'Begin to set up a second factor',
    description: 'Time-based codes (RFC 6238: SHA-1, six digits, 30 seconds). Nothing changes until it is confirmed.',
    answer: EnrolmentView,
    refusals: [409, 413, 415, 422],
    repeatable: true,
  })
  begin(@CallOf() call: Call, @SignInOf() signIn: SignIn, @Body() body: EnrolmentRequest): Promise<EnrolmentView> {
    return this.own.begin(call, signIn, body.currentPassword);
  }

  @Post('confirm')
  @Operation({
    access: 'profile:write',
    summary: 'Switch the second factor on',
    description: 'From now on signing in takes a code. Your other sessions end.',
    answer: RecoveryCodesView,
    refusals: [409, 413, 415, 422],
    repeatable: true,
  })
  confirm(
    @CallOf() call: Call,
    @SignInOf() signIn: SignIn,
    @Body() { code }: ConfirmationRequest,
  ): Promise<RecoveryCodesView> {
    return this.own.confirm(call, signIn, code);
  }

  @Post('remove')
  @Operation({
    access: 'profile:write',
    summary: 'Switch the second factor off',
    description: 'Ends all your sessions, this one too.',
    answer: null,
    refusals: [409, 413, 415, 422],
    repeatable: true,
  })
  remove(@CallOf() call: Call, @SignInOf() signIn: SignIn, @Body() body: RemovalRequest): Promise<void> {
    return this.own.remove(call, signIn, body);
  }
}
