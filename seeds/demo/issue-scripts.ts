import { Colleagues, staffOf } from './colleagues.js';
import { HandlingDays } from './handling-days.js';
import { submissionOf, type IssueDraft } from './issue-drafts.js';
import type { OfficeTime } from './office-time.js';
import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';
import { ScriptWriter } from './script-writer.js';
import type { Confirmation, IssueScript } from './script-types.js';
import { finish, merge, refuse, withdraw } from './story-ending.js';
import { handle, leaveOpen, parkLongTerm } from './story-handling.js';
import { placeByHand, reassign, returnIt } from './story-opening.js';
import type { Story } from './story.js';

/** Until somebody leads it who will keep it. */
function findLead(story: Story): void {
  const { traits } = story.draft;
  if (traits.has('unrouted')) {
    placeByHand(story);
  }
  if (traits.has('reassigned')) {
    reassign(story);
  }
  if (traits.has('returned') || traits.has('return-denied')) {
    returnIt(story);
  }
}

/** Tells an issue to its end; returns how its closure was confirmed, null when it was not closed. */
function tell(story: Story): Confirmation | null {
  switch (story.draft.end) {
    case 'refused':
      refuse(story);
      return null;
    case 'withdrawn':
      withdraw(story);
      return null;
    case 'merged':
      merge(story);
      return null;
    case 'long_term':
      parkLongTerm(story);
      return null;
    case 'in_progress':
      leaveOpen(story);
      return null;
    case 'closed':
      findLead(story);
      return finish(story, handle(story));
  }
}

/** Turns drafts into scripts that a runner can act out in the order of time. */
export function writeScripts(
  drafts: readonly IssueDraft[],
  cadres: readonly DemoCadre[],
  time: OfficeTime,
  random: Random,
): IssueScript[] {
  const staff = staffOf(cadres.filter(({ leave }) => leave.length === 0));
  return drafts.map((draft): IssueScript => {
    const own = random.fork(draft.key);
    const story: Story = {
      draft,
      time,
      random: own,
      writer: new ScriptWriter(time, own, draft.at),
      days: new HandlingDays(time, own),
      colleagues: new Colleagues(staff, own),
    };
    const confirmation = tell(story);
    return {
      key: draft.key,
      enterpriseKey: draft.enterprise.key,
      submit: submissionOf(draft),
      steps: story.writer.steps,
      outcome: {
        counted: !['refused', 'withdrawn', 'merged'].includes(draft.end),
        status: draft.end,
        resolution: draft.end === 'closed' ? draft.resolution : null,
        confirmation,
        traits: [...draft.traits].sort(),
      },
    };
  });
}
