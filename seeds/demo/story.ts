import type { Colleagues } from './colleagues.js';
import type { HandlingDays } from './handling-days.js';
import type { IssueDraft } from './issue-drafts.js';
import type { OfficeTime } from './office-time.js';
import type { Random } from './random.js';
import type { ScriptWriter } from './script-writer.js';

/** One issue being told, and everything that the telling needs. */
export interface Story {
  readonly draft: IssueDraft;
  readonly writer: ScriptWriter;
  readonly random: Random;
  readonly time: OfficeTime;
  readonly days: HandlingDays;
  readonly colleagues: Colleagues;
}
