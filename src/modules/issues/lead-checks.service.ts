import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Cadres, mayBeGivenWork } from '../cadres/index.js';
import { Regions } from '../regions/index.js';
import { isDirect } from './domain/issue-facts.js';
import {
  CadreAccountClosed,
  CadreBelowDirect,
  CadreExcluded,
  CadreOnLeave,
  CadreOutsideScope,
  CadreUnavailable,
  LeadAmongCoHandlers,
  SameLead,
} from './domain/issue-refusals.js';
import type { IssueState } from './domain/issue-types.js';
import type { NewLead } from './domain/lead-changes.js';
import type { SupportChange } from './domain/effect.js';
import type { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';

type Given = Pick<IssueState, 'number' | 'assigneeId' | 'conflictCadreIds' | 'regionCode' | 'facts'>;

type Supported = Pick<IssueCase, 'state' | 'surroundings'>;

/** Who may be given an issue by somebody: on duty, not on leave, in their region, without a conflict of interest. */
@Injectable()
export class LeadChecks {
  constructor(
    private readonly cadres: Cadres,
    private readonly regions: Regions,
    private readonly store: IssueStore,
  ) {}

  /** @throws DomainError 409 for the present lead; 422 for a cadre who may not have it */
  async lead(tx: Tx, actor: Actor, issue: Given, cadreId: string): Promise<NewLead> {
    if (cadreId === issue.assigneeId) throw SameLead();
    return this.handler(tx, actor, issue, cadreId);
  }

  /** Of those who support it already nothing is asked again. @throws DomainError 422 for a cadre who may not support the lead */
  async coHandlers(
    tx: Tx,
    actor: Actor,
    { state, surroundings }: Supported,
    { cadreId, coHandlerIds }: { readonly cadreId?: string; readonly coHandlerIds: readonly string[] },
  ): Promise<void> {
    if (cadreId !== undefined && coHandlerIds.includes(cadreId)) throw LeadAmongCoHandlers();
    // In one order, so that parallel units do not wait for each other.
    const added = without(coHandlerIds, surroundings.coHandlerIds);
    for (const each of [...added].sort()) await this.handler(tx, actor, state, each);
  }

  /**
   * Who comes and who leaves when the present lead is named again with others to support them.
   * @throws DomainError 409 when that changes nothing
   */
  async support(
    tx: Tx,
    { surroundings }: Supported,
    coHandlerIds: readonly string[] = surroundings.coHandlerIds,
  ): Promise<SupportChange> {
    const added = without(coHandlerIds, surroundings.coHandlerIds);
    const removed = without(surroundings.coHandlerIds, coHandlerIds);
    if (added.length + removed.length === 0) throw SameLead();
    return { added: await this.named(tx, added), removed: await this.named(tx, removed) };
  }

  /** @throws DomainError 422 when the cadre has a conflict of interest, or is below the level to which it was sent */
  async mustBeFree(issue: Given, cadre: { readonly id: string; readonly regionCode: string }): Promise<void> {
    if (issue.conflictCadreIds.includes(cadre.id)) throw CadreExcluded({ number: issue.number }, [cadreField()]);
    const tree = await this.regions.tree();
    if (isDirect(issue) && !tree.isWithin(tree.upper(issue.regionCode), cadre.regionCode))
      throw CadreBelowDirect({}, [cadreField()]);
  }

  /** @throws DomainError 422 when the cadre is on leave; it says who acts for them instead */
  async mustBeThere(
    tx: Tx,
    { conflictCadreIds }: Pick<IssueState, 'conflictCadreIds'>,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<void> {
    const absence = await this.cadres.absenceOf(tx, id, (cadreId) => conflictCadreIds.includes(cadreId));
    if (absence === null) return;
    const { until, standIn } = absence;
    const advice =
      standIn === null
        ? { adviceZh: '且没有可以承担的代理人，请另选', adviceEn: 'nobody can stand in, please choose somebody else' }
        : { adviceZh: `请交给代理人${standIn}`, adviceEn: `please give it to the deputy, ${standIn}` };
    throw CadreOnLeave({ name, until, ...advice }, [cadreField()]);
  }

  /** @throws DomainError 422 when the account is closed with which they would do it */
  mustHaveAccount({ name, accountClosed }: { readonly name: string; readonly accountClosed: boolean }): void {
    if (accountClosed) throw CadreAccountClosed({ name }, [cadreField()]);
  }

  /** @throws DomainError 422 when there is no such cadre */
  async mustExist(tx: Tx, cadreId: string): Promise<void> {
    if ((await this.cadres.find(tx, cadreId)) === null) throw CadreUnavailable({}, [cadreField()]);
  }

  /** Whether the lead can go on with it. */
  async isOnDuty(tx: Tx, { assigneeId, conflictCadreIds }: Given): Promise<boolean> {
    if (assigneeId === null || conflictCadreIds.includes(assigneeId)) return false;
    const cadre = await this.cadres.hold(tx, assigneeId);
    return cadre !== null && mayBeGivenWork(cadre);
  }

  /** A child that disputes the common answer goes on with the lead who gave it, if they may have it. */
  async parentsLead(tx: Tx, issue: IssueState): Promise<NewLead | null> {
    const { status, mergedIntoId, conflictCadreIds } = issue;
    const parent = status === 'merged' && mergedIntoId !== null ? await this.store.load(tx, mergedIntoId) : null;
    const cadre = parent?.state.assigneeId ? await this.cadres.hold(tx, parent.state.assigneeId) : null;
    if (cadre === null || !mayBeGivenWork(cadre) || conflictCadreIds.includes(cadre.id)) return null;
    return { id: cadre.id, name: cadre.name, departmentId: cadre.departmentId };
  }

  private async named(tx: Tx, cadreIds: readonly string[]): Promise<SupportChange['added']> {
    const cadres: { id: string; name: string }[] = [];
    for (const id of cadreIds) cadres.push({ id, name: (await this.cadres.find(tx, id))!.name });
    return cadres;
  }

  private async handler(tx: Tx, actor: Actor, issue: Given, cadreId: string): Promise<NewLead> {
    const cadre = await this.cadres.hold(tx, cadreId);
    if (!cadre?.onDuty) throw CadreUnavailable({}, [cadreField()]);
    if (!(await this.regions.tree()).isWithin(cadre.regionCode, actor.regionCode))
      throw CadreOutsideScope({}, [cadreField()]);
    this.mustHaveAccount(cadre);
    await this.mustBeFree(issue, cadre);
    await this.mustBeThere(tx, issue, cadre);
    return { id: cadre.id, name: cadre.name, departmentId: cadre.departmentId };
  }
}

const without = (ids: readonly string[], others: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => !others.includes(id));

const cadreField = () => ({
  field: 'cadreId',
  rule: 'unavailable',
  message: { zh: '该干部不能承担此问题', en: 'is not a cadre who can be given this issue' },
});
