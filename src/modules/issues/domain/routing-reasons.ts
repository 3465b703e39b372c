import { type Bilingual, type Language, say } from '../../../kernel/language.js';
import type { RoutingDecision } from './issue-types.js';

/** Why somebody was chosen or passed over, in words; routing stores the codes and the facts, never a sentence. */
export const ROUTING_REASONS: Readonly<Record<string, Bilingual>> = {
  manual: { zh: '由{by}指定', en: 'Chosen by {by}' },
  'handed-over': { zh: '由{by}移交', en: 'Handed over by {by}' },
  'common-issue': { zh: '{name}是所并入共性问题的承办人', en: '{name} leads the common issue that it was part of' },
  'by-rule': { zh: '规则：{nameZh}', en: 'Rule: {nameEn}' },
  'deputy-of': { zh: '{absent}不在岗，由其代理人{name}承办', en: '{name} deputises for {absent}, who is away' },
  'only-one': { zh: '只有{name}可以承办', en: '{name} is the only one who can take it' },
  'least-loaded': {
    zh: '在可以承办的{available}名干部中，{name}按容量计负荷最轻（在办{openCount}件，容量{capacity}件）',
    en: 'Of the {available} who can take it, {name} is the least loaded for their capacity ({openCount} open of {capacity})',
  },
  'longest-since': {
    zh: '负荷最轻的干部不止一名，其中{name}最久未接新件（上次为{since}）',
    en: 'Of the least loaded, {name} has waited longest for a new issue (the last one came on {since})',
  },
  'never-assigned': {
    zh: '负荷最轻的干部不止一名，其中{name}尚未接过件',
    en: 'Of the least loaded, {name} has never been assigned an issue',
  },
  'first-of-equals': {
    zh: '几名干部条件完全相同，按编号由{name}承办',
    en: 'Several are equal in everything; {name} is the first by number',
  },
  'nobody-at-rule': { zh: '规则“{nameZh}”无人可以承办', en: 'Rule "{nameEn}": nobody can take it' },
  nobody: {
    zh: '没有规则能确定承办人，由活动办指定',
    en: 'No rule names anybody who can take it; a coordinator decides',
  },
  'on-leave': { zh: '休假，由代理人承担', en: 'On leave; the deputy stands in' },
  'on-leave-no-deputy': { zh: '休假，且没有可以承担的代理人', en: 'On leave, without a deputy who could stand in' },
  'off-duty': { zh: '不在岗，由代理人承担', en: 'Off duty; the deputy stands in' },
  'off-duty-no-deputy': { zh: '不在岗，且没有可以承担的代理人', en: 'Off duty, without a deputy who could stand in' },
  'account-closed': { zh: '账号已停用，由代理人承担', en: 'The account is closed; the deputy stands in' },
  'account-closed-no-deputy': {
    zh: '账号已停用，且没有可以承担的代理人',
    en: 'The account is closed, without a deputy who could stand in',
  },
  excluded: {
    zh: '曾退回、移出该问题或需要回避',
    en: 'Has returned or given up this issue, or has a conflict of interest',
  },
  'no-capacity': { zh: '不承接新件', en: 'Takes no issues' },
};

/** One reason in the language; a code without a text is shown as it is. */
export function routingReason({ code, params }: RoutingDecision['reasons'][number], language: Language): string {
  const text = ROUTING_REASONS[code];
  return text ? say(text, language, params) : code;
}

/** The reasons of a decision in the language. */
export function routingReasons(decision: RoutingDecision, language: Language): string[] {
  return decision.reasons.map((reason) => routingReason(reason, language));
}
