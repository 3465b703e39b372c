import type { Language } from '../../../kernel/language.js';
import { importanceOf, type NoticeKind } from './notice-kinds.js';

export const EMAIL_CHANNELS = ['at-once', 'digest', 'off'] as const;
export type EmailChannel = (typeof EMAIL_CHANNELS)[number];

/** Wall-clock times between which nothing is sent; from the later to the earlier one is over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** How somebody wants to hear of things besides their inbox, where everything arrives. */
export interface Preferences {
  readonly email: string | null;
  readonly language: Language;
  readonly emailChannel: EmailChannel;
  readonly mutedKinds: readonly NoticeKind[];
  readonly quietHours: QuietHours | null;
  readonly version: number;
}

/** Of whoever has not chosen anything: without an address there is no mail. */
export const UNCHOSEN: Preferences = {
  email: null,
  language: 'zh-CN',
  emailChannel: 'at-once',
  mutedKinds: [],
  quietHours: null,
  version: 0,
};

/** One address and nothing else: no name, no second one, no line of a header. */
export const EMAIL_ADDRESS = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$";

/** When the kind of notice goes to the person by mail; a muted one does not, an urgent one waits for nothing. */
export function mailFor(
  { email, emailChannel, mutedKinds }: Preferences,
  kind: NoticeKind,
): 'at-once' | 'digest' | null {
  const importance = importanceOf(kind);
  if (email === null || emailChannel === 'off') return null;
  if (importance === 'urgent') return 'at-once';
  if (mutedKinds.includes(kind)) return null;
  return importance === 'digest' || emailChannel === 'digest' ? 'digest' : 'at-once';
}
