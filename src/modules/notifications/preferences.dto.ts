import { LANGUAGES, type Language } from '../../kernel/language.js';
import { Choice, ManyCodes, Nested, Text, Whole } from '../../platform/http/index.js';
import { MUTABLE_KINDS, type NoticeKind } from './domain/notice-kinds.js';
import { EMAIL_ADDRESS, EMAIL_CHANNELS, type EmailChannel } from './domain/preferences.js';

const HOUR = '^([01]\\d|2[0-3]):[0-5]\\d$';

export class QuietHoursBody {
  @Text({ max: 5, pattern: HOUR, example: '20:00' }) from!: string;
  @Text({ max: 5, pattern: HOUR, example: '07:30', description: 'On the next day when it is earlier.' }) to!: string;
}

export class ChannelsPatch {
  @Choice(EMAIL_CHANNELS, { optional: true }) email?: EmailChannel;
}

export class NotificationPreferencesPatch {
  @Text({ max: 254, pattern: EMAIL_ADDRESS, optional: true, nullable: true, example: 'wang.qiang@example.gov.cn' })
  email?: string | null;

  @Choice(LANGUAGES, { optional: true, description: 'Of mails.' }) language?: Language;
  @Nested(() => ChannelsPatch, { optional: true }) channels?: ChannelsPatch;

  @ManyCodes({
    optional: true,
    values: MUTABLE_KINDS,
    description: 'Not sent by mail. Red warnings and decisions with a deadline cannot be muted.',
  })
  mutedKinds?: NoticeKind[];

  @Nested(() => QuietHoursBody, {
    optional: true,
    nullable: true,
    description: 'When no mail is sent but what is urgent, on top of the hours in which the office is closed.',
  })
  quietHours?: QuietHoursBody | null;
}

export class ChannelsView {
  @Choice(EMAIL_CHANNELS) email!: string;
}

export class NotificationPreferencesView {
  @Text({ max: 254, nullable: true, example: 'wang.qiang@example.gov.cn', description: 'Null: no mail.' })
  email!: string | null;

  @Choice(LANGUAGES) language!: string;
  @Nested(() => ChannelsView) channels!: ChannelsView;
  @ManyCodes({ values: MUTABLE_KINDS, example: [] }) mutedKinds!: string[];
  @Nested(() => QuietHoursBody, { nullable: true }) quietHours!: QuietHoursBody | null;
  @Whole() version!: number;
}
