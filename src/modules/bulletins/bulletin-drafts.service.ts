import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock, type Instant, iso } from '../../kernel/clock.js';
import type { Bilingual } from '../../kernel/language.js';
import { startOfDay } from '../../kernel/local-date.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import { isOneOf, Reader } from '../../platform/persistence/index.js';
import { type Grouping, NO_GROUP } from '../issues/index.js';
import { Regions } from '../regions/index.js';
import { type CompletionReport, CompletionReports, GroupNames, ranksOf } from '../reports/index.js';
import type { BulletinDraft, BulletinFilters, FrozenExclusion, FrozenRow } from './bulletin-content.js';
import { cadresAreNotPublished, excludedTwice, notCounted } from './bulletins.errors.js';
import { CountableIssues } from './countable-issues.read-model.js';

export interface AskedExclusion {
  readonly issueId: string;
  readonly reason: string;
}

/** What is to be frozen. */
export interface BulletinPlan {
  readonly regionCode: string;
  /** One that suits the region unless said otherwise. */
  readonly title?: string;
  readonly from: string;
  readonly to: string;
  /** Now unless said otherwise. */
  readonly asOf?: Instant;
  readonly groupBy: Grouping;
  readonly filters: BulletinFilters;
  readonly exclusions: readonly AskedExclusion[];
}

/** Where rows answer for the work, and so can be compared: not months, channels or sizes, and never cadres. */
const RANKED: readonly Grouping[] = ['region', 'department', 'chain'];

/** Reckons what a bulletin says, through the eyes of its region's office: whoever asks for it, it says the same. */
@Injectable()
export class BulletinDrafts {
  constructor(
    private readonly reports: CompletionReports,
    private readonly names: GroupNames,
    private readonly issues: CountableIssues,
    private readonly regions: Regions,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /**
   * @param author who decides what is left out
   * @throws DomainError 422 for cadres, a period that ends before it starts, a cut-off in the future, or an exclusion
   * of what is not counted
   */
  async make(author: Actor, plan: BulletinPlan): Promise<BulletinDraft> {
    const { regionCode, from, to, groupBy, filters, asOf = this.clock.now() } = plan;
    if (groupBy === 'cadre') throw cadresAreNotPublished();
    const office = officeOf(regionCode);
    const leftOut = plan.exclusions.map(({ issueId }) => issueId);
    const report = await this.reports.report(
      { actor: office, language: 'zh-CN' },
      { ...filters, from, to, asOf: iso(asOf), groupBy },
      [sql`NOT (${isOneOf(sql`i.id`, leftOut)})`],
    );
    const name = await this.nameOf(regionCode);
    return {
      region: { code: regionCode, name },
      title: titleOf(plan.title, name),
      period: report.period,
      asOf: iso(report.asOf),
      groupBy,
      filters,
      total: report.total,
      rows: await this.rowsOf(report),
      exclusions: await this.exclusionsOf(author, { ...plan, asOf }),
    };
  }

  private async nameOf(regionCode: string): Promise<Bilingual> {
    const tree = await this.regions.tree();
    return { zh: tree.name(regionCode, 'zh-CN'), en: tree.name(regionCode, 'en') };
  }

  private async rowsOf({ groupBy, rows }: CompletionReport): Promise<FrozenRow[]> {
    const keys = rows.map(({ key }) => key);
    const english = await this.names.inOrder(this.reader, groupBy, { keys, language: 'en' });
    const inEnglish = new Map(english.map(({ key, label }) => [key, label]));
    const ranks = RANKED.includes(groupBy) ? ranksOf(rows.map(shareOf)) : [];
    return rows.map(({ key, label, figures }, index) => ({
      key,
      label: { zh: label, en: inEnglish.get(key) ?? label },
      rank: ranks[index] ?? null,
      figures,
    }));
  }

  private async exclusionsOf(
    author: Actor,
    plan: BulletinPlan & { readonly asOf: Instant },
  ): Promise<FrozenExclusion[]> {
    const { regionCode, from, to, asOf, filters, exclusions } = plan;
    if (exclusions.length === 0) return [];
    const window = { from: startOfDay(from), to: startOfDay(to), asOf };
    const eyes = [officeOf(regionCode), author];
    const ids = exclusions.map(({ issueId }) => issueId);
    const countable = new Map(
      (await this.issues.among(ids, { window, filters, eyes })).map((issue) => [issue.id, issue]),
    );
    return exclusions.map(({ issueId, reason }, position) => {
      const issue = countable.get(issueId);
      if (issue === undefined) throw notCounted(position);
      if (ids.indexOf(issueId) !== position) throw excludedTwice(position);
      return {
        issueId,
        number: issue.number,
        // A title may tell whose issue it is.
        title: issue.confidential ? null : withoutPhones(issue.title),
        regionCode: issue.regionCode,
        reason: withoutPhones(reason),
        decidedByRole: author.role,
      };
    });
  }
}

/** Whoever reads in a region, without any interest of their own. */
const officeOf = (regionCode: string): Actor => ({ ...SYSTEM_ACTOR, role: 'manager', regionCode });

const NOBODY = { numerator: 0, denominator: 0 };

// Issues without a unit are nobody's achievement.
const shareOf = ({ key, figures }: CompletionReport['rows'][number]) =>
  key === NO_GROUP ? NOBODY : figures.rates.completion;

function titleOf(title: string | undefined, { zh, en }: Bilingual): Bilingual {
  if (title !== undefined) {
    const shown = withoutPhones(title);
    return { zh: shown, en: shown };
  }
  return { zh: `${zh}企业诉求办理情况通报`, en: `How the issues of enterprises stand in ${en}` };
}
