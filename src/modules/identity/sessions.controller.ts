import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { SessionPageView } from './identity.dto.js';
import { presentSession } from './identity.presenter.js';
import { OwnSessions } from './own-sessions.service.js';
import { SignInOf } from './sign-in.decorator.js';
import type { SignIn } from './sign-in-cache.js';

@ApiTags('sign-in')
@Controller('api/v1/auth')
export class SessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get('sessions')
  @Operation({
    access: 'profile:read',
    summary: 'Where you are signed in',
    description: 'The latest used first.',
    answer: SessionPageView,
  })
  async list(@SignInOf() signIn: SignIn) {
    const sessions = await this.sessions.list(signIn);
    return { items: sessions.map((session) => presentSession(session, signIn.sessionId)), nextCursor: null };
  }

  @Delete('sessions/:id')
  @Operation({ access: 'profile:write', summary: 'End one of your sessions', answer: null, refusals: [404] })
  end(@CallOf() call: Call, @SignInOf() signIn: SignIn, @PathCode('id') id: string): Promise<void> {
    return this.sessions.end(call, signIn, id);
  }

  @Post('logout')
  @Operation({
    access: 'profile:write',
    summary: 'End this session',
    answer: null,
    refusals: [404, 413, 415],
    repeatable: true,
  })
  logout(@CallOf() call: Call, @SignInOf() signIn: SignIn): Promise<void> {
    return this.sessions.logout(call, signIn);
  }
}
