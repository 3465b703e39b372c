import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { Reader } from '../../platform/persistence/index.js';
import { Cadres, standInOf } from '../cadres/index.js';
import { isFreeToCall, type IssueRequestState, type IssueSurroundings, mayDecide, maySee } from '../issues/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { Audience, NoticeRule } from './domain/notice-rules.js';
import { NoticesReadModel, type ToldIssue } from './notices.read-model.js';

/** What has happened, as far as it decides who hears of it. */
export interface Occurrence {
  readonly issue: ToldIssue;
  readonly leadId: string | null;
  readonly formerLeadId: string | null;
  readonly coHandlerIds: readonly string[];
  /** Of them, those who have just come; and those who have left. */
  readonly newCoHandlerIds: readonly string[];
  readonly formerCoHandlerIds: readonly string[];
  /** Who has called the enterprise back and reached it; looked up for notices of calls only. */
  readonly callers: readonly Pick<Actor, 'userId' | 'cadreId'>[];
  readonly request: IssueRequestState | null;
  readonly supervisorIds: readonly string[];
  /** Whoever did it; null for Zhuqi itself. */
  readonly actor: Pick<Actor, 'userId' | 'cadreId'> | null;
}

/** For a notice that no step of anybody has caused. */
export const NO_STEP = {
  callers: [],
  formerLeadId: null,
  newCoHandlerIds: [],
  formerCoHandlerIds: [],
  request: null,
  supervisorIds: [],
  actor: null,
} satisfies Partial<Occurrence>;

/** Somebody who hears of it, and what kind of notice. */
export interface Recipient {
  readonly user: Actor;
  readonly kind: NoticeRule['kind'];
  /** The absent cadre for whom they are told. */
  readonly standsInFor: string | null;
}

type Told = Omit<Recipient, 'kind'>;

/** Finds the accounts behind the audiences of a rule. */
@Injectable()
export class Recipients {
  constructor(
    private readonly people: NoticesReadModel,
    private readonly roster: Cadres,
    private readonly reader: Reader,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /** Each person once, by the first rule that names them; nobody for whom the issue is not there, and not the actor. */
  async of(rules: readonly NoticeRule[], occurrence: Occurrence): Promise<Recipient[]> {
    const tree = await this.regions.tree();
    const found = new Map<string, Recipient>();
    for (const { kind, to } of rules) {
      for (const audience of to) {
        for (const told of await this.behind[audience](occurrence, tree)) {
          if (!found.has(told.user.userId)) found.set(told.user.userId, { ...told, kind });
        }
      }
    }
    return [...found.values()].filter(({ user }) => !didIt(user, occurrence.actor));
  }

  /** The coordinators of the region; where there is nobody, those of the nearest one above it. */
  async coordinatorsOf(regionCode: string): Promise<Actor[]> {
    const chain = this.upwards(await this.regions.tree(), regionCode);
    return nearest(await this.people.ofRegions('coordinator', chain), chain, () => true);
  }

  private readonly behind: Readonly<Record<Audience, (occurrence: Occurrence, tree: RegionTree) => Promise<Told[]>>> = {
    lead: (occurrence) => this.handlers([occurrence.leadId], occurrence),
    'former-lead': (occurrence) => this.cadres(formerLeads(occurrence), occurrence.issue),
    'co-handlers': (occurrence) => this.handlers(occurrence.coHandlerIds, occurrence),
    'new-co-handlers': (occurrence) => this.handlers(occurrence.newCoHandlerIds, occurrence),
    'former-co-handlers': ({ formerCoHandlerIds, issue }) => this.cadres(formerCoHandlerIds, issue),
    representative: (occurrence, tree) => {
      const { onBehalf, submittedBy } = occurrence.issue;
      return this.seeing(onBehalf ? [submittedBy] : [], occurrence, tree);
    },
    enterprise: async ({ issue }) => named(await this.people.ofEnterprise(issue.enterpriseId)),
    requester: (occurrence, tree) => {
      const { request } = occurrence;
      return this.seeing(request === null ? [] : [request.requestedBy], occurrence, tree);
    },
    supervisor: (occurrence, tree) => this.seeing(occurrence.supervisorIds, occurrence, tree),
    decider: (occurrence, tree) => this.deciders(occurrence, tree),
    coordinator: (occurrence, tree) =>
      this.officials('coordinator', { regionCode: responsible(occurrence.issue, tree), occurrence, tree }),
    callers: (occurrence, tree) => this.callers(responsible(occurrence.issue, tree), occurrence, tree),
    'callers-above': (occurrence, tree) =>
      this.callers(tree.upper(responsible(occurrence.issue, tree)), occurrence, tree),
    managers: (occurrence, tree) => this.managers(occurrence, tree),
    'managers-of-decider': async (occurrence, tree) => {
      const { request } = occurrence;
      if (request === null) return [];
      return this.officials('manager', { regionCode: request.deciderRegionCode, occurrence, tree });
    },
  };

  /** Those who handle it, and whoever acts for those of them who are away. */
  private async handlers(ids: readonly (string | null)[], { issue }: Occurrence): Promise<Told[]> {
    const cadreIds = ids.filter((id) => id !== null);
    if (cadreIds.length === 0) return [];
    const excluded = (cadreId: string): boolean => issue.conflictCadreIds.includes(cadreId);
    const staff = await this.people.staff(cadreIds, localDateOf(this.clock.now()));
    const standIns = cadreIds.flatMap((absent) => {
      const standIn = standInOf(absent, staff, excluded);
      return standIn === null || standIn === absent ? [] : [{ standIn, absent }];
    });
    const deputies = await this.accountsOf(standIns.map(({ standIn }) => standIn));
    return [
      ...(await this.cadres(cadreIds, issue)),
      ...deputies.map((user) => ({
        user,
        standsInFor: standIns.find(({ standIn }) => standIn === user.cadreId)!.absent,
      })),
    ];
  }

  private async cadres(cadreIds: readonly string[], { conflictCadreIds }: ToldIssue): Promise<Told[]> {
    return named(await this.accountsOf(cadreIds.filter((id) => !conflictCadreIds.includes(id))));
  }

  /** Whoever has a second account, as a coordinator, handles issues with the cadre's. */
  private async accountsOf(cadreIds: readonly string[]): Promise<Actor[]> {
    const accounts = await this.people.ofCadres(cadreIds);
    const ofCadre = ({ cadreId }: Actor): Actor[] => accounts.filter((account) => account.cadreId === cadreId);
    return accounts.filter(
      (account) => account.role === 'cadre' || !ofCadre(account).some(({ role }) => role === 'cadre'),
    );
  }

  private async deciders({ request, issue, coHandlerIds }: Occurrence, tree: RegionTree): Promise<Told[]> {
    if (request === null) return [];
    const place = { issue, coHandlerIds, isWithin: isWithin(tree) };
    const maySit = (user: Actor): boolean => mayDecide(user, request, place);
    const chain = this.upwards(tree, request.deciderRegionCode);
    return named(nearest(await this.people.ofRegions('coordinator', chain), chain, maySit));
  }

  private async managers(occurrence: Occurrence, tree: RegionTree): Promise<Told[]> {
    const here = responsible(occurrence.issue, tree);
    const told = await Promise.all(
      [here, tree.upper(here)].map((region) => this.officials('manager', { regionCode: region, occurrence, tree })),
    );
    return told.flat();
  }

  /** Those of the region; where there is nobody, those of the nearest one above it. */
  private async officials(
    role: 'coordinator' | 'manager',
    { regionCode, occurrence, tree }: { regionCode: string; occurrence: Occurrence; tree: RegionTree },
    suits: (user: Actor) => boolean = () => true,
  ): Promise<Told[]> {
    const chain = this.upwards(tree, regionCode);
    const users = await this.people.ofRegions(role, chain);
    return named(nearest(users, chain, (user) => sees(user, occurrence, tree) && suits(user)));
  }

  private callers(regionCode: string, occurrence: Occurrence, tree: RegionTree): Promise<Told[]> {
    const place = { regionCode, occurrence, tree };
    return this.officials('coordinator', place, (actor) => isFreeToCall({ ...occurrence, actor }));
  }

  private async seeing(userIds: readonly string[], occurrence: Occurrence, tree: RegionTree): Promise<Told[]> {
    const today = localDateOf(this.clock.now());
    const told: Actor[] = [];
    for (const user of await this.people.users(userIds)) {
      const { cadreId } = user;
      const isPaired = cadreId !== null && (await this.people.isPaired(cadreId, occurrence.issue.enterpriseId, today));
      const standsInFor = cadreId === null ? [] : await this.roster.standsInFor(this.reader, cadreId);
      if (sees(user, occurrence, tree, { pairedCadreIds: isPaired ? [cadreId] : [], standsInFor })) told.push(user);
    }
    return named(told);
  }

  /** The region as it is today, and those above it. */
  private upwards(tree: RegionTree, regionCode: string): string[] {
    const chain: string[] = [];
    let next: string | null = tree.current(regionCode, localDateOf(this.clock.now()));
    while (next !== null) {
      chain.push(next);
      next = tree.parentOf(next);
    }
    return chain;
  }
}

const named = (users: readonly Actor[]): Told[] => users.map((user) => ({ user, standsInFor: null }));

const isWithin =
  (tree: RegionTree) =>
  (regionCode: string, ancestor: string): boolean =>
    tree.isWithin(regionCode, ancestor);

const responsible = ({ regionCode, level }: ToldIssue, tree: RegionTree): string => tree.ancestorAt(regionCode, level);

function formerLeads({ formerLeadId, leadId }: Occurrence): string[] {
  return formerLeadId === null || formerLeadId === leadId ? [] : [formerLeadId];
}

/** One person may have two accounts: the other one need not be told either. */
function didIt(user: Actor, actor: Occurrence['actor']): boolean {
  return actor !== null && (actor.userId === user.userId || (actor.cadreId !== null && actor.cadreId === user.cadreId));
}

const ALONE = { pairedCadreIds: [], standsInFor: [] };

function sees(
  user: Actor,
  { issue, coHandlerIds }: Occurrence,
  tree: RegionTree,
  { pairedCadreIds, standsInFor }: Pick<IssueSurroundings, 'pairedCadreIds' | 'standsInFor'> = ALONE,
): boolean {
  return maySee(user, issue, {
    isWithin: isWithin(tree),
    upper: (regionCode) => tree.upper(regionCode),
    responsibleRegionCode: responsible(issue, tree),
    coHandlerIds,
    pairedCadreIds,
    standsInFor,
    requests: [],
  });
}

/** Those of the first region in which somebody comes into question. */
function nearest(users: readonly Actor[], chain: readonly string[], suits: (user: Actor) => boolean): Actor[] {
  for (const region of chain) {
    const there = users.filter((user) => user.regionCode === region && suits(user));
    if (there.length > 0) return there;
  }
  return [];
}
