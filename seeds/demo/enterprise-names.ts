import type { Place, Sector } from './corpus.js';
import type { Random } from './random.js';

const LOCAL = '颍羲宛淮豫沙昊槐陈川弦蔡'.split('');
const FIRST = '禾润嘉瑞鼎恒锦诚源丰泽盛宏信德安康隆祥和益佳凯博晟铭邦航元启'.split('');
const LAST = '达昌兴美宝旺业辉腾通亨顺利裕茂实华泰圣朗拓悦享途科优图冠扬'.split('');

/** Three invented characters; real firms mostly have two, so a chance hit on an existing name is unlikely. */
function brand(random: Random): string {
  const [local, first, last] = [random.pick(LOCAL), random.pick(FIRST), random.pick(LAST)];
  return random.chance(0.6) ? local + first + last : first + local + last;
}

/** Names of firms that do not exist, no brand twice. */
export class EnterpriseNames {
  private readonly taken = new Set<string>();

  constructor(private readonly random: Random) {}

  next(place: Place, sector: Sector): string {
    let name = brand(this.random);
    while (this.taken.has(name)) {
      name = brand(this.random);
    }
    this.taken.add(name);
    const prefix = this.random.weighted(
      [
        { text: place.companyPrefix, weight: 50 },
        { text: '周口', weight: 25 },
        { text: '河南', weight: 25 },
      ],
      (option) => option.weight,
    ).text;
    const form = this.random.chance(0.03) ? '股份有限公司' : '有限公司';
    return `${prefix}${name}${this.random.pick(sector.nouns)}${form}`;
  }
}
