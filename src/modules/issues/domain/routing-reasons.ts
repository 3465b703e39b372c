import { type Bilingual, type Language, say } from '../../../kernel/language.js';
import type { RoutingDecision } from './issue-types.js';

/** Why somebody was chosen or passed over, in words; routing stores the codes and the facts, never a sentence. */
export const ROUTING_REASONS: Readonly<Record<string, Bilingual>> = {
  manual: { zh: '由{by}指定', en: 'Chosen by {by}' },
};

/** The reasons of a decision in the language; a code without a text is shown as it is. */
export function routingReasons(decision: RoutingDecision, language: Language): string[] {
  return decision.reasons.map(({ code, params }) => {
    const text = ROUTING_REASONS[code];
    return text ? say(text, language, params) : code;
  });
}
