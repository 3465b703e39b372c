import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Language } from '../../kernel/language.js';
import type { SqlSession } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { possibleActions } from './domain/possible-actions.js';
import { isHandler } from './domain/same-person.js';
import { sightOf } from './domain/sight.js';
import { isToldOf } from './domain/supervision.js';
import type { IssueCase } from './issue-case.js';
import { IssueNeighbours, owedOpinions } from './issue-neighbours.read-model.js';
import { presentEvent, presentIssue, presentLine } from './issues.presenter.js';
import type { EventRow, ListedIssue, SeenIssue, ShownIssue } from './issues.read-model.js';
import { IssueTransitions } from './issue-transitions.service.js';
import type { IssueEventView, IssueLineView, IssueView } from './issue-views.dto.js';

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

  async view(session: SqlSession, { actor, language }: Viewer, shown: ShownIssue): Promise<IssueView> {
    const { issue, parentStatus } = shown;
    const neighbours = await this.neighbours.of(session, issue);
    const { coHandlers, callers } = neighbours;
    const surroundings = {
      requests: [...neighbours.requests],
      coHandlerIds: coHandlers.map(({ id }) => id),
      callers,
      owedOpinions: owedOpinions(coHandlers),
      pairedCadreIds: await this.pairedCadreIds(session, actor, issue.enterpriseId),
      standsInFor: await this.neighbours.standsInFor(session, actor),
      parentStatus,
      supervisions: [...neighbours.supervisions],
    };
    const question = this.transitions.question({ state: issue, surroundings }, actor, await this.regions.tree());
    const handles = question.relations.has('lead') || question.relations.has('co-handler');
    const supports = handles || coHandlers.some(({ id }) => id === actor.cadreId);
    const presented = { ...shown, ...neighbours, supports, actions: possibleActions(question) };
    return presentIssue(presented, { actor, language, now: this.transitions.now() });
  }

  /** Entries of the timeline of an issue. */
  events(viewer: Viewer, { issue, supports }: SeenIssue, rows: readonly EventRow[]): IssueEventView[] {
    const sight = sightOf(viewer.actor, issue, supports);
    const handles = supports || isHandler(viewer.actor, issue, []);
    return rows
      .filter(({ action }) => action !== 'instruct' || isToldOf('instruction', viewer.actor, handles))
      .map((row) => presentEvent(row, sight, viewer));
  }

  lines(actor: Actor, rows: readonly ListedIssue[]): IssueLineView[] {
    const now = this.transitions.now();
    return rows.map((row) => presentLine(row, { actor, now }));
  }

  /** The view of an issue that has just been changed, inside the unit of work that changed it. */
  viewOfCase(session: SqlSession, viewer: Viewer, issue: IssueCase): Promise<IssueView> {
    const { state, names, surroundings } = issue;
    return this.view(session, viewer, { issue: state, ...names, parentStatus: surroundings.parentStatus });
  }

  private async pairedCadreIds(session: SqlSession, { role, cadreId }: Actor, enterpriseId: string): Promise<string[]> {
    if (role !== 'cadre' || cadreId === null) return [];
    return (await this.neighbours.isPaired(session, cadreId, enterpriseId)) ? [cadreId] : [];
  }
}
