import type { Actor } from '../../src/kernel/actor.js';
import { IdSource } from '../../src/kernel/ids.js';
import { addDays, type LocalDate } from '../../src/kernel/local-date.js';
import { Users } from '../../src/modules/identity/index.js';
import { type RegionTree, Regions } from '../../src/modules/regions/index.js';
import { UnitOfWork } from '../../src/platform/persistence/index.js';
import { type DemoPeople, enterPeople, type Providers } from '../demo/demo-people.js';
import type { DemoCadre } from '../demo/plan-types.js';
import type { Random } from '../demo/random.js';
import type { CityPlan } from './city-plan.js';
import { cadreKind, type CadreKind } from './temperaments.js';

/** A cadre as colleagues know them. */
export interface Colleague {
  readonly id: string;
  readonly regionCode: string;
  readonly departmentCode: string;
  readonly kind: CadreKind;
  readonly leave: DemoCadre['leave'];
  readonly actor: Actor;
}

/** Two coordinators for the city and for the province: whoever refused an issue does not decide the objection. */
const DOUBLED = ['411600', '410000'];

/** Everybody in the simulated city, once they are entered. */
export class City {
  private readonly coordinators = new Map<string, Actor[]>();
  private readonly roster: Map<string, Colleague>;
  private readonly chiefs: ReadonlyMap<string, string>;

  private constructor(
    readonly plan: CityPlan,
    readonly tree: RegionTree,
    private readonly people: DemoPeople,
    random: Random,
  ) {
    this.chiefs = new Map(plan.pairings.map(({ enterpriseKey, cadreKey }) => [enterpriseKey, cadreKey]));
    this.roster = new Map(
      plan.cadres.map(({ key, regionCode, departmentCode, leave }) => {
        const id = people.cadreIds.get(key)!;
        const kind = cadreKind(random.fork(key));
        return [id, { id, regionCode, departmentCode, kind, leave, actor: people.cadreActors.get(id)! }];
      }),
    );
  }

  /** Enters the people of the plan, and a coordinator for each county. */
  static async enter(app: Providers, plan: CityPlan, random: Random): Promise<City> {
    const people = await enterPeople(app, plan);
    const city = new City(plan, await app.get(Regions).tree(), people, random);
    const { coordinator, 'coordinator-henan': henan } = people.officials;
    const counties = [...new Set(plan.enterprises.map(({ regionCode }) => regionCode))].sort();
    const more = [...counties, ...DOUBLED].map((regionCode) => ({
      ...coordinator,
      ...{ userId: app.get(IdSource).next(), regionCode, displayName: `${city.tree.name(regionCode, 'zh-CN')}活动办` },
    }));
    await app.get(UnitOfWork).run((tx) =>
      app.get(Users).createMany(
        tx,
        more.map(({ userId: id, displayName, regionCode }) => ({
          ...{ id, username: `office-${regionCode}`, displayName, role: 'coordinator' as const, regionCode },
          passwordHash: null,
        })),
      ),
    );
    for (const actor of [coordinator, henan, ...more])
      city.coordinators.set(actor.regionCode, [...(city.coordinators.get(actor.regionCode) ?? []), actor]);
    return city;
  }

  get manager(): Actor {
    return this.people.officials.manager;
  }

  /** Who can do everything in the whole city, whatever level an issue is at. */
  get province(): Actor {
    return this.people.officials['coordinator-henan'];
  }

  enterpriseId(key: string): string {
    return this.people.enterpriseIds.get(key)!;
  }

  enterprise(key: string): Actor {
    return this.people.enterpriseActors.get(key)!;
  }

  /** The chief of the enterprise, unless there is none at work on the day. */
  chiefOf(enterpriseKey: string, today: LocalDate): Actor | null {
    const cadreId = this.people.cadreIds.get(this.chiefs.get(enterpriseKey) ?? '');
    const chief = cadreId === undefined ? null : this.cadre(cadreId);
    return chief === null || backOn(chief, today) !== null ? null : chief.actor;
  }

  /** Null for one who has left. */
  cadre(id: string): Colleague | null {
    return this.roster.get(id) ?? null;
  }

  leave(cadreId: string): void {
    this.roster.delete(cadreId);
  }

  /** Cadres of a region, or if it has none who may, of the regions within it. */
  colleagues(regionCode: string, mayBe: (colleague: Colleague) => boolean): readonly Colleague[] {
    const able = [...this.roster.values()].filter(mayBe);
    const near = able.filter((colleague) => colleague.regionCode === regionCode);
    return near.length > 0 ? near : able.filter((colleague) => this.tree.isWithin(colleague.regionCode, regionCode));
  }

  /** A coordinator who answers for the region, but not one of those users. */
  coordinator(regionCode: string, but: readonly (string | null)[] = []): Actor {
    for (let code: string | null = regionCode; code !== null; code = this.tree.parentOf(code)) {
      const found = this.coordinators.get(code)?.find(({ userId }) => !but.includes(userId));
      if (found) return found;
    }
    throw new Error(`nobody answers for ${regionCode}`);
  }
}

/** The first day on which somebody who is away today is back; null for one who is there. */
export function backOn({ leave }: Pick<Colleague, 'leave'>, today: LocalDate): LocalDate | null {
  const away = leave.find(({ from, to }) => from <= today && today <= to);
  return away ? addDays(away.to, 1) : null;
}
