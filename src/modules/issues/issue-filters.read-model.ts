import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import { isLocalDate, localDateOf, startOfDay } from '../../kernel/local-date.js';
import { invalidField } from '../../platform/http/index.js';
import { allOf, containsPattern, type Dialect, isOneOf, Reader } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import { visibilityOf } from './domain/issue-access.js';
import { FACTS } from './domain/issue-facts.js';
import type { StandIn } from './domain/stand-ins.js';
import { IssueNeighbours } from './issue-neighbours.read-model.js';
import { BulletinScopes } from './bulletin-scopes.js';
import type { IssueFilterQuery } from './issue-filters.dto.js';

const FILTERS = Object.keys({
  status: true,
  categoryCode: true,
  regionCode: true,
  departmentId: true,
  assigneeId: true,
  enterpriseId: true,
  chainCode: true,
  enterpriseSize: true,
  level: true,
  warning: true,
  overdue: true,
  unrouted: true,
  bouncing: true,
  channel: true,
  campaignCode: true,
  submittedFrom: true,
  submittedTo: true,
  bulletinId: true,
  q: true,
} satisfies Required<Record<keyof IssueFilterQuery, true>>) as readonly (keyof IssueFilterQuery)[];

/** Turns who asks and what they ask for into conditions over `issue i`: the same for lists, counts and reports. */
@Injectable()
export class IssueFilters {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly neighbours: IssueNeighbours,
    private readonly bulletins: BulletinScopes,
  ) {}

  /** What the actor may see now, and what of it they handle besides what they lead. */
  async seenBy(actor: Actor): Promise<{ readonly visible: Sql; readonly supports: Sql }> {
    const tree = await this.regions.tree();
    const standsInFor = await this.neighbours.standsInFor(this.reader, actor);
    const standsIn = standsInSql(actor, tree, standsInFor);
    return {
      visible: visibilitySql(actor, tree, { now: this.clock.now(), standsInFor }),
      supports: sql`(${supportsSql(actor)} OR ${standsIn})`,
    };
  }

  /**
   * @param at the instant for which `overdue` and `warning` are asked; now unless said otherwise
   * @throws DomainError 400 for a time that is neither a date nor an instant
   */
  async conditions(actor: Actor, query: IssueFilterQuery, at: Instant = this.clock.now()): Promise<Sql> {
    const tree = await this.regions.tree();
    return allOf([
      (await this.seenBy(actor)).visible,
      ...this.plain(query),
      ...this.places(query, tree),
      ...(await this.categories(query)),
      ...this.times(query, at),
      ...this.words(actor, query, this.reader.dialect),
      ...(await this.ofBulletin(actor, query, tree)),
    ]);
  }

  /** Whether the conditions look at nothing but the region of an issue and whether it was sent straight one level up. */
  dependOnPlacesAlone(actor: Actor, query: IssueFilterQuery): boolean {
    const rule = visibilityOf(actor);
    const seesPlaces = rule.kind === 'everything' || (rule.kind === 'region' && rule.cadreId === null);
    return seesPlaces && FILTERS.every((filter) => filter === 'regionCode' || query[filter] === undefined);
  }

  private plain(query: IssueFilterQuery): Sql[] {
    const equals: readonly (readonly [string, string | undefined])[] = [
      ['department_id', query.departmentId],
      ['assignee_id', query.assigneeId],
      ['enterprise_id', query.enterpriseId],
      ['chain_code', query.chainCode],
      ['campaign_code', query.campaignCode],
      ['enterprise_size', query.enterpriseSize],
      ['level', query.level],
      ['channel', query.channel],
    ];
    return [
      ...equals.flatMap(([column, value]) => (value === undefined ? [] : [isOrIsNone(raw(`i.${column}`), value)])),
      ...(query.status ? [isOneOf(sql`i.status`, query.status)] : []),
    ];
  }

  private places({ regionCode }: IssueFilterQuery, tree: RegionTree): Sql[] {
    if (regionCode === undefined) return [];
    return [isOneOf(sql`i.region_code`, tree.get(regionCode) === null ? [] : tree.subtree(regionCode))];
  }

  private async categories({ categoryCode }: IssueFilterQuery): Promise<Sql[]> {
    if (categoryCode === undefined) return [];
    const tree = await this.reference.categories();
    return [isOneOf(sql`i.category_code`, tree.get(categoryCode) === null ? [] : tree.subtree(categoryCode))];
  }

  private async ofBulletin(actor: Actor, { bulletinId }: IssueFilterQuery, tree: RegionTree): Promise<Sql[]> {
    if (bulletinId === undefined) return [];
    const scope = await this.bulletins.find(actor, bulletinId);
    if (scope === null) return [sql`1 = 0`];
    return [reachedSql(scope.regionCode, tree), sql`NOT (${isOneOf(sql`i.id`, scope.excludedIssueIds)})`];
  }

  private times(query: IssueFilterQuery, now: Instant): Sql[] {
    const { submittedFrom, submittedTo, warning, overdue, unrouted, bouncing } = query;
    return [
      ...(submittedFrom === undefined ? [] : [sql`i.submitted_at >= ${timeOf('submittedFrom', submittedFrom)}`]),
      ...(submittedTo === undefined ? [] : [sql`i.submitted_at < ${timeOf('submittedTo', submittedTo)}`]),
      ...(warning === undefined ? [] : [warningSql(warning, now)]),
      ...(overdue === undefined ? [] : [either(overdueSql(now), overdue)]),
      ...(unrouted === undefined ? [] : [either(sql`(i.facts & ${raw(String(FACTS.unrouted))}) <> 0`, unrouted)]),
      ...(bouncing === undefined ? [] : [either(sql`i.second_return_at IS NOT NULL`, bouncing)]),
    ];
  }

  private words(actor: Actor, { q, enterpriseId, enterpriseSize }: IssueFilterQuery, dialect: Dialect): Sql[] {
    // Somebody from whom the enterprise of a confidential issue is hidden must not find the issue by that enterprise.
    const known = enterpriseKnownSql(actor);
    const asksForEnterprise = enterpriseId !== undefined || enterpriseSize !== undefined;
    const name = sql`EXISTS (SELECT 1 FROM enterprise e WHERE e.id = i.enterprise_id AND e.name ${dialect.like}`;
    const found = (q ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 8)
      .map((word) => {
        const pattern = containsPattern(word);
        const has = (column: string): Sql => sql`i.${raw(column)} ${dialect.like} ${pattern} ESCAPE '\\'`;
        const asWritten = sql`(${has('title')} OR ${has('description')})`;
        const text = sql`CASE WHEN ${searchesAsWrittenSql(actor)} THEN ${asWritten} ELSE ${has('masked_text')} END`;
        const byName = sql`${name} ${pattern} ESCAPE '\\' AND ${known})`;
        return sql`(${text} OR ${has('number')} OR ${byName})`;
      });
    return [...found, ...(asksForEnterprise ? [known] : [])];
  }
}

/** That the actor searches title and description as they were written, and not as they are masked: see `readsAsWritten`. */
function searchesAsWrittenSql({ role, userId, cadreId }: Actor): Sql {
  if (role === 'enterprise' || role === 'coordinator') return sql`1 = 1`;
  const leads = cadreId === null ? sql`1 = 0` : sql`COALESCE(i.assignee_id = ${cadreId}, FALSE)`;
  return sql`(i.masked_text IS NULL OR ${leads} OR ${supportsSql({ cadreId })} OR (i.on_behalf AND i.submitted_by = ${userId}))`;
}

/** That the enterprise is not hidden from the actor: the SQL of `hidesEnterprise`. */
export function enterpriseKnownSql(actor: Actor): Sql {
  const { role, userId, cadreId } = actor;
  const known = sql`NOT i.confidential OR i.released_at IS NOT NULL OR (i.on_behalf AND i.submitted_by = ${userId})`;
  if (role === 'cadre') return sql`(${known})`;
  if (cadreId === null) return sql`1 = 1`;
  const leads = sql`(i.assignee_id IS NOT NULL AND i.assignee_id = ${cadreId})`;
  return sql`(${known} OR NOT (${leads} OR ${handledSql(actor)}))`;
}

/** That the actor is a co-handler of the issue, under whatever account. */
export function supportsSql({ cadreId }: Pick<Actor, 'cadreId'>): Sql {
  if (cadreId === null) return sql`1 = 0`;
  return sql`i.id IN (SELECT h.issue_id FROM issue_co_handler h WHERE h.cadre_id = ${cadreId})`;
}

/** That the actor supports the issue, or has led or supported a confidential one before, under whatever account. */
export function handledSql(actor: Pick<Actor, 'cadreId'>): Sql {
  if (actor.cadreId === null) return sql`1 = 0`;
  const before = containsPattern(JSON.stringify(actor.cadreId));
  const remembered = sql`(i.handler_cadre_ids IS NOT NULL AND i.handler_cadre_ids LIKE ${before} ESCAPE '\\')`;
  return sql`(${supportsSql(actor)} OR ${remembered})`;
}

/** That the cadre has not acted for an absent handler: the SQL of `hasStoodIn`, turned round. */
export function neverStoodInSql(cadreId: string): Sql {
  const acted = containsPattern(JSON.stringify(cadreId));
  return sql`(i.deputy_cadre_ids IS NULL OR i.deputy_cadre_ids NOT LIKE ${acted} ESCAPE '\\')`;
}

// That no conflict of interest keeps the cadre out.
export function isFree(cadreId: string): Sql {
  const conflict = containsPattern(JSON.stringify(cadreId));
  return sql`(i.conflict_cadre_ids IS NULL OR i.conflict_cadre_ids NOT LIKE ${conflict} ESCAPE '\\')`;
}

/** {@link visibilityOf} as a condition; a test proves that both agree. */
export function visibilitySql(
  actor: Actor,
  tree: RegionTree,
  { now, standsInFor }: { readonly now: Instant; readonly standsInFor: readonly StandIn[] },
): Sql {
  const rule = visibilityOf(actor);
  switch (rule.kind) {
    case 'everything':
      return sql`1 = 1`;
    case 'nothing':
      return sql`1 = 0`;
    case 'enterprise':
      return sql`i.enterprise_id = ${rule.enterpriseId}`;
    case 'region':
      return rule.cadreId === null
        ? reachedSql(rule.regionCode, tree)
        : sql`${reachedSql(rule.regionCode, tree)} AND ${isFree(rule.cadreId)}`;
    case 'cadre': {
      const today = localDateOf(now);
      const free = isFree(rule.cadreId);
      return sql`(i.assignee_id = ${rule.cadreId}
        OR ${supportsSql(rule)}
        OR ${standsInSql(rule, tree, standsInFor)}
        OR (i.submitted_by = ${rule.userId} AND i.on_behalf AND ${free})
        OR (i.enterprise_id IN (SELECT p.enterprise_id FROM pairing p
            WHERE p.cadre_id = ${rule.cadreId} AND p.starts_on <= ${today} AND (p.ends_on IS NULL OR p.ends_on > ${today}))
          AND NOT i.confidential AND ${isNotDirect} AND ${free}))`;
    }
  }
}

// The SQL of `absentHandlers`.
function standsInSql({ cadreId }: Pick<Actor, 'cadreId'>, tree: RegionTree, standsInFor: readonly StandIn[]): Sql {
  if (cadreId === null || standsInFor.length === 0) return sql`1 = 0`;
  const handled = standsInFor.map(({ cadreId: absent, deputyRegionCode, via }) => {
    const reached = isOneOf(sql`i.region_code`, withUpperIn(deputyRegionCode, tree));
    const free = [cadreId, absent, ...via].map(isFree);
    const handles = sql`(i.assignee_id = ${absent} OR ${supportsSql({ cadreId: absent })})`;
    return sql`(${allOf([handles, sql`(${isNotDirect} OR ${reached})`, ...free])})`;
  });
  return sql`(${join(handled, ' OR ')})`;
}

const withUpperIn = (regionCode: string, tree: RegionTree): readonly string[] =>
  tree.subtree(regionCode).filter((code) => tree.isWithin(tree.upper(code), regionCode));

const isNotDirect = sql`(i.facts & ${raw(String(FACTS.direct))}) = 0`;

// What was sent straight one level up is there from that level on; both conditions are answered by one index.
function reachedSql(regionCode: string, tree: RegionTree): Sql {
  if (tree.isRoot(regionCode)) return sql`1 = 1`;
  const inRegion = isOneOf(sql`i.region_code`, tree.subtree(regionCode));
  return sql`${inRegion} AND (${isNotDirect} OR ${isOneOf(sql`i.region_code`, withUpperIn(regionCode, tree))})`;
}

/** Open and past due: the finish clock was not met, whether it still runs or was stopped too late; it does not stand still. */
export function overdueSql(now: Instant): Sql {
  const { open, finishedInTime, paused } = FACTS;
  return sql`(i.facts & ${raw(String(open | finishedInTime | paused))}) = ${raw(String(open))} AND i.due_at < ${now}`;
}

/** That an issue has the colour at `now`: the SQL of `warningAt`. */
export function warningSql(colour: string, now: Instant): Sql {
  const reached = (column: string): Sql => sql`COALESCE(i.${raw(column)} <= ${now}, FALSE)`;
  const [red, orange, yellow] = [reached('red_at'), reached('orange_at'), reached('yellow_at')];
  switch (colour) {
    case 'red':
      return red;
    case 'orange':
      return sql`${orange} AND NOT ${red}`;
    case 'yellow':
      return sql`${yellow} AND NOT ${orange} AND NOT ${red}`;
    default:
      return sql`NOT ${yellow} AND NOT ${orange} AND NOT ${red}`;
  }
}

function either(condition: Sql, wanted: boolean): Sql {
  return wanted ? sql`(${condition})` : sql`NOT COALESCE((${condition}), FALSE)`;
}

function isOrIsNone(column: Sql, value: string): Sql {
  return value === 'none' ? sql`${column} IS NULL` : sql`${column} = ${value}`;
}

function timeOf(field: string, text: string): Instant {
  if (isLocalDate(text)) return startOfDay(text);
  const instant = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant))
    throw invalidField(field, 'isInstant', '必须是日期或带时区的时间', 'must be a date or a time with its zone');
  return instant;
}
