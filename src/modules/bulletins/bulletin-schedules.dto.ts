import {
  Choice,
  Code,
  Flag,
  InstantField,
  ManyCodes,
  ManyNested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES } from '../issues/index.js';
import { OUTCOMES } from './bulletin-readers.read-model.js';
import { PRINT_LANGUAGES } from './bulletins.dto.js';
import { type Rhythm, RHYTHMS } from './domain/schedule-slots.js';

const DAY = { min: 1, max: 28, example: 1, description: 'Weekly 1 (Monday) to 7; monthly 1 to 28.' };
const HOUR = { min: 0, max: 23, example: 9, description: 'Asia/Shanghai.' };
const RECIPIENTS = { max: 100, example: [], description: 'Ids of accounts that may read the bulletins of the region.' };
const LANGUAGE = { description: 'Of the page that the recipients are led to.' };
type PrintLanguage = (typeof PRINT_LANGUAGES)[number];

export class BulletinScheduleInput {
  @Choice(RHYTHMS, { description: 'Of the last full week, Monday to Sunday, or of the last month.' })
  every!: Rhythm['every'];

  @Whole(DAY) day!: number;
  @Whole(HOUR) hour!: number;

  @Code({ optional: true, example: '411602', description: 'Your own unless said otherwise, or one below it.' })
  regionCode?: string;

  @Choice(GROUPING_CODES, { optional: true, description: '`region` unless said otherwise; `cadre` is refused.' })
  groupBy?: Grouping;

  @ManyCodes({ ...RECIPIENTS, optional: true }) recipients?: string[];
  @Choice(PRINT_LANGUAGES, { ...LANGUAGE, optional: true }) language?: PrintLanguage;
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class BulletinSchedulePatch {
  @Whole({ ...DAY, optional: true }) day?: number;
  @Whole({ ...HOUR, optional: true }) hour?: number;
  @Choice(GROUPING_CODES, { optional: true }) groupBy?: Grouping;
  @ManyCodes({ ...RECIPIENTS, optional: true }) recipients?: string[];
  @Choice(PRINT_LANGUAGES, { ...LANGUAGE, optional: true }) language?: PrintLanguage;
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class BulletinScheduleView {
  @Code() id!: string;
  @Choice(RHYTHMS) every!: string;
  @Whole(DAY) day!: number;
  @Whole(HOUR) hour!: number;
  @Code({ example: '411602' }) regionCode!: string;
  @Choice(GROUPING_CODES) groupBy!: string;
  @ManyCodes(RECIPIENTS) recipients!: string[];
  @Choice(PRINT_LANGUAGES, LANGUAGE) language!: string;
  @Flag({ example: true }) active!: boolean;
  @InstantField({ description: 'What has fallen due up to then is done with.' }) madeUntil!: string;
  @Whole({ min: 1, example: 1 }) version!: number;
}

export class BulletinSchedulePageView extends pageClass(BulletinScheduleView) {}

class BulletinRecipientView {
  @Code() userId!: string;
  @Text({ max: 100, example: '王强' }) name!: string;
  @Choice(OUTCOMES, { description: '`left` and `out-of-scope` may not read it and were passed over.' })
  outcome!: string;
}

export class BulletinRecipientsView {
  @ManyNested(() => BulletinRecipientView) items!: BulletinRecipientView[];
}
