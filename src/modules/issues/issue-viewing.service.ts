import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Language } from '../../kernel/language.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { possibleActions } from './domain/possible-actions.js';
import type { IssueState } from './domain/issue-types.js';
import type { IssueCase } from './issue-case.js';
import { IssueNeighbours } from './issue-neighbours.read-model.js';
import { presentIssue } from './issues.presenter.js';
import type { ShownIssue } from './issues.read-model.js';
import { IssueTransitions } from './issue-transitions.service.js';
import type { IssueView } from './issues.views.dto.js';

/** Through whose eyes, and in which language. */
export interface Viewer {
  readonly actor: Actor;
  readonly language: Language;
}

/** Gathers what a view of an issue needs besides its row: who supports it, what is asked, what the viewer may do. */
@Injectable()
export class IssueViewing {
  constructor(
    private readonly neighbours: IssueNeighbours,
    private readonly transitions: IssueTransitions,
    private readonly regions: Regions,
  ) {}

  async views(session: SqlSession, viewer: Viewer, shown: readonly ShownIssue[]): Promise<IssueView[]> {
    const { actor, language } = viewer;
    const tree = await this.regions.tree();
    const around = await this.neighbours.of(
      session,
      shown.map(({ issue }) => issue),
    );
    const paired = await this.pairedWith(session, actor, shown);
    return shown.map((row) => {
      const { issue, parentStatus } = row;
      const coHandlers = around.coHandlers.get(issue.id) ?? [];
      const requests = [...(around.requests.get(issue.id) ?? [])];
      const surroundings = {
        requests,
        coHandlerIds: coHandlers.map(({ id }) => id),
        pairedCadreIds: paired(issue.enterpriseId) ? [actor.cadreId!] : [],
        parentStatus,
      };
      const actions = possibleActions(this.transitions.question({ state: issue, surroundings }, actor, tree));
      return presentIssue({ ...row, coHandlers, requests, actions }, { actor, language, now: this.transitions.now() });
    });
  }

  async view(session: SqlSession, viewer: Viewer, shown: ShownIssue): Promise<IssueView> {
    return (await this.views(session, viewer, [shown]))[0]!;
  }

  /** The view of an issue that has just been changed, inside the unit of work that changed it. */
  viewOfCase(session: SqlSession, viewer: Viewer, issue: IssueCase): Promise<IssueView> {
    const { state, names, surroundings } = issue;
    return this.view(session, viewer, { issue: state, ...names, parentStatus: surroundings.parentStatus });
  }

  private async pairedWith(
    session: SqlSession,
    { role, cadreId }: Actor,
    shown: readonly ShownIssue[],
  ): Promise<(enterpriseId: IssueState['enterpriseId']) => boolean> {
    if (role !== 'cadre' || cadreId === null || shown.length === 0) return () => false;
    const enterpriseIds = await this.neighbours.pairedEnterpriseIds(session, cadreId);
    return (enterpriseId) => enterpriseIds.has(enterpriseId);
  }
}
