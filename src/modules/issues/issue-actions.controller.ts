import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode, Writes } from '../../platform/http/index.js';
import { ACTION_BODIES, inputOf, pascal } from './action-bodies.js';
import type { ApiAction } from './domain/action-inputs.js';
import { API_ACTIONS } from './domain/possible-actions.js';
import { transitionOf } from './domain/issue-lifecycle.js';
import { IssueActions } from './issue-actions.service.js';
import { IssueReading } from './issue-reading.service.js';
import { IssueViewing } from './issue-viewing.service.js';
import { presentAction } from './issues.presenter.js';
import { IssueView, PossibleActionView } from './issue-views.dto.js';

/** `POST /issues/{id}/actions/{action}`: one route for each action of the lifecycle, made from the table below the class. */
@ApiTags('issue actions')
@Controller('api/v1/issues/:issueId/actions')
export class IssueActionsController {
  constructor(
    private readonly actions: IssueActions,
    private readonly reading: IssueReading,
    private readonly viewing: IssueViewing,
    private readonly writes: Writes,
  ) {}

  @Get()
  @Operation({
    access: 'issue:read',
    summary: 'What the caller may do with the issue now, and what each action asks for',
    answer: [PossibleActionView],
    refusals: [404],
  })
  async possible(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<PossibleActionView[]> {
    const view = await this.reading.one(call, issueId);
    return view.actions.map((action) => presentAction(action as ApiAction, call.language));
  }

  private act(call: Call, issueId: string, action: ApiAction, body: object): Promise<IssueView> {
    const { actor, requestId, seenVersion } = call;
    return this.writes.once(call, async (tx) => {
      const issue = await this.actions.act(tx, actor, {
        issueId,
        action,
        input: inputOf(action, body),
        requestId,
        seenVersion,
      });
      return this.viewing.viewOfCase(tx, call, issue);
    });
  }

  /** Adds the route of an action, with its body class and its documentation. */
  static offer(action: ApiAction): void {
    const name = `take${pascal(action)}`;
    const prototype = IssueActionsController.prototype;
    function take(this: IssueActionsController, call: Call, issueId: string, body: object): Promise<IssueView> {
      return this.act(call, issueId, action, body);
    }
    // The OpenAPI document finds the parameters by the name of the function.
    Object.defineProperty(take, 'name', { value: name });
    const descriptor: PropertyDescriptor = { value: take, writable: true, configurable: true };
    Object.defineProperty(prototype, name, descriptor);
    CallOf()(prototype, name, 0);
    PathCode('issueId')(prototype, name, 1);
    Body()(prototype, name, 2);
    Reflect.defineMetadata('design:paramtypes', [Object, String, ACTION_BODIES[action]], prototype, name);
    const { label, from } = transitionOf(action);
    Operation({
      access: 'issue:act',
      summary: `${label.zh} · ${label.en}`,
      description: `Possible from: ${from.join(', ')}.`,
      answer: IssueView,
      refusals: [404, 409, 422],
      versioned: true,
      repeatable: true,
    })(prototype, name, descriptor);
    Post(action)(prototype, name, descriptor);
  }
}

API_ACTIONS.forEach((action) => IssueActionsController.offer(action));
