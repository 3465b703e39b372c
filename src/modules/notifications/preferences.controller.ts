import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import type { Preferences } from './domain/preferences.js';
import { NotificationPreferencesPatch, NotificationPreferencesView } from './preferences.dto.js';
import { NotificationPreferences } from './preferences.service.js';

@ApiTags('notifications')
@Controller('api/v1/me/notification-preferences')
export class NotificationPreferencesController {
  constructor(private readonly preferences: NotificationPreferences) {}

  @Get()
  @Operation({
    access: 'notification:read',
    summary: 'How you hear of things besides your inbox',
    answer: NotificationPreferencesView,
    versioned: true,
  })
  async get(@CallOf() call: Call): Promise<NotificationPreferencesView> {
    return shown(await this.preferences.own(call));
  }

  @Patch()
  @Operation({
    access: 'notification:write',
    summary: 'Choose how you hear of things besides your inbox',
    description: 'In the inbox everything arrives.',
    answer: NotificationPreferencesView,
    refusals: [413, 415, 422],
    versioned: true,
  })
  async change(
    @CallOf() call: Call,
    @Body() { channels, ...wish }: NotificationPreferencesPatch,
  ): Promise<NotificationPreferencesView> {
    return shown(await this.preferences.change(call, { ...wish, emailChannel: channels?.email }));
  }
}

function shown({ emailChannel, mutedKinds, ...preferences }: Preferences): NotificationPreferencesView {
  return { ...preferences, channels: { email: emailChannel }, mutedKinds: [...mutedKinds] };
}
