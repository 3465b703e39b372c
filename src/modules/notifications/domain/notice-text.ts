import { type Instant } from '../../../kernel/clock.js';
import { type Bilingual, type Language, say, type TextParams } from '../../../kernel/language.js';
import { clockTimeOf, localDateOf } from '../../../kernel/local-date.js';
import { NOTICE_KINDS, type NoticeKind } from './notice-kinds.js';

/** A bulletin that is told of. */
export interface ToldBulletin {
  readonly id: string;
  /** `2024-12` */
  readonly number: string;
  readonly regionCode: string;
  /** Of the page that the reader is led to. */
  readonly language: Language;
}

/** Facts of a notice besides its kind; codes, instants and the name of a cadre, never what somebody has written. */
export interface NoticeParams {
  readonly request?: string;
  readonly decideBy?: Instant;
  readonly callBy?: Instant;
  readonly stars?: number;
  /** How many came to support the lead, and how many left. */
  readonly added?: number;
  readonly removed?: number;
  /** Whose account was closed, with how many open issues and opinions that are owed. */
  readonly cadre?: { readonly id: string; readonly name: string };
  readonly issues?: number;
  readonly opinions?: number;
  readonly supervision?: string;
  readonly bulletin?: ToldBulletin;
}

/** What the text of a notice is made of. */
export interface NoticeToTell {
  readonly kind: NoticeKind;
  readonly params: NoticeParams;
  /** Whether the issue, or the bulletin, is there for the reader now. */
  readonly visible: boolean;
  /** Name of the absent cadre for whom the reader stands in. */
  readonly absent: string | null;
}

const REQUESTS: Readonly<Record<string, Bilingual>> = {
  return: { zh: '退回申请', en: 'return' },
  extension: { zh: '延期申请', en: 'extension' },
  long_term: { zh: '长期推进申请', en: 'long-term handling' },
  escalation: { zh: '提级申请', en: 'escalation' },
  objection: { zh: '异议', en: 'objection to a refusal' },
};

const SUPERVISIONS: Readonly<Record<string, Bilingual>> = {
  urge: { zh: '催办', en: 'Urged' },
  supervise: { zh: '督办', en: 'Supervised' },
  listed: { zh: '挂牌督办', en: 'Listed supervision' },
};

const UNSEEN: Bilingual = { zh: '该问题现已不在您的范围内。', en: 'The issue is not in your scope now.' };
const UNSEEN_BULLETIN: Bilingual = { zh: '该通报现已不在您的范围内。', en: 'The bulletin is not in your scope now.' };
const STANDS_IN: Bilingual = {
  zh: '您代理的{absent}不在岗，请代为办理。',
  en: '{absent}, for whom you stand in, is away; please act for them.',
};

export function titleOf({ kind, params }: NoticeToTell, language: Language): string {
  return say(NOTICE_KINDS[kind].title, language, places(params, language));
}

/** Of an issue or a bulletin that is not there for the reader nothing is told. */
export function bodyOf({ kind, params, visible, absent }: NoticeToTell, language: Language): string {
  const forWhom = absent === null ? [] : [say(STANDS_IN, language, { absent })];
  const told = visible ? [say(NOTICE_KINDS[kind].body, language, places(params, language))] : [];
  const sentences = [...forWhom, ...told];
  return sentences.length === 0
    ? say(params.bulletin === undefined ? UNSEEN : UNSEEN_BULLETIN, language)
    : sentences.join(language === 'en' ? ' ' : '');
}

function places(
  { request, decideBy, callBy, supervision, bulletin, cadre, ...numbers }: NoticeParams,
  language: Language,
): TextParams {
  const named = (names: Readonly<Record<string, Bilingual>>, code: string): string =>
    names[code] === undefined ? code : say(names[code], language);
  return {
    ...(request === undefined ? {} : { request: named(REQUESTS, request) }),
    ...(supervision === undefined ? {} : { supervision: named(SUPERVISIONS, supervision) }),
    ...(decideBy === undefined ? {} : { decideBy: wallClock(decideBy) }),
    ...(callBy === undefined ? {} : { callBy: wallClock(callBy) }),
    ...numbers,
    ...(cadre === undefined ? {} : { cadre: cadre.name }),
    ...(bulletin === undefined ? {} : { bulletin: bulletin.number }),
  };
}

const wallClock = (at: Instant): string => `${localDateOf(at)} ${clockTimeOf(at)}`;
