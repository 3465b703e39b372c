import type { Instant } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import type { Place, Sector } from './corpus.js';
import type { Random } from './random.js';

const BANKS = ['农商银行', '村镇银行', '一家国有大行', '一家股份制银行', '一家城商行'];
const QUARTERS = ['去年四季度', '一季度', '二季度', '三季度'];

/** Where, when and for whom a template is filled. */
export interface TextSetting {
  readonly place: Place;
  readonly sector: Sector;
  readonly at: Instant;
}

function chineseDate(date: string, year: string): string {
  const [y, month, day] = date.split('-');
  const text = `${Number(month)}月${Number(day)}日`;
  return y === year ? text : `${y}年${text}`;
}

/**
 * Fills the blanks of one issue, the same blank always with the same value:
 * `{name:20-80}` or `{name:20-80:5}` is a number (with a step), `{name|a|b}` one of the words, `{name}` what was chosen
 * before. A number whose name begins with `ago` or `after` is a date so many days before or after the submission.
 */
export class TemplateText {
  private readonly values = new Map<string, string>();

  constructor(
    private readonly setting: TextSetting,
    private readonly random: Random,
  ) {
    const { place, sector, at } = setting;
    const today = localDateOf(at);
    const month = Number(today.slice(5, 7));
    const road = random.pick(place.roads);
    this.values
      .set('county', place.name)
      .set('park', place.park)
      .set('road', road)
      .set('town', random.pick(place.towns))
      .set('product', random.pick(sector.products))
      .set('material', random.pick(sector.materials))
      .set('bank', random.pick(BANKS))
      .set('lastMonth', `${month === 1 ? 12 : month - 1}月`)
      .set('lastQuarter', QUARTERS[Math.floor((month - 1) / 3)] ?? '')
      .set('visitDay', chineseDate(today, today.slice(0, 4)));
  }

  /** Chooses every blank that the texts define, so that a title may use what only its body defines. */
  define(...texts: readonly string[]): this {
    for (const [, name, kind, rest] of texts.join('').matchAll(/\{([a-zA-Z0-9]+)([:|])([^}]*)\}/g)) {
      if (name !== undefined && rest !== undefined && !this.values.has(name)) {
        this.values.set(name, kind === '|' ? this.random.pick(rest.split('|')) : this.number(name, rest));
      }
    }
    return this;
  }

  fill(text: string): string {
    this.define(text);
    return text.replace(/\{([a-zA-Z0-9]+)(?:[:|][^}]*)?\}/g, (_blank, name: string) => {
      const value = this.values.get(name);
      if (value === undefined) {
        throw new RangeError(`nothing to put into {${name}} of: ${text}`);
      }
      return value;
    });
  }

  private number(name: string, range: string): string {
    const [span = '', step = '1'] = range.split(':');
    const [min = 0, max = 0] = span.split('-').map(Number);
    const value = min + Number(step) * this.random.int(0, Math.floor((max - min) / Number(step)));
    const today = localDateOf(this.setting.at);
    if (name.startsWith('ago')) {
      return chineseDate(addDays(today, -value), today.slice(0, 4));
    }
    return name.startsWith('after') ? chineseDate(addDays(today, value), today.slice(0, 4)) : String(value);
  }
}
