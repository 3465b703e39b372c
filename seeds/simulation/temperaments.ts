import type { Random } from '../demo/random.js';

/** How a cadre works: soon, late, hardly at all, or with claims before the work is done. */
export type CadreKind = 'diligent' | 'slow' | 'silent' | 'hasty';

const CADRES: readonly (readonly [CadreKind, weight: number])[] = [
  ['diligent', 80],
  ['slow', 12],
  ['silent', 4],
  ['hasty', 4],
];

export const cadreKind = (random: Random): CadreKind => random.weighted(CADRES, ([, weight]) => weight)[0];

/** What is out of the ordinary about an issue and the people around it; each happens once, when its time comes. */
const INTENTS = {
  direct: 0.015,
  confidential: 0.03,
  'asks-for-facts': 0.45,
  'leaves-question-open': 0.12,
  refused: 0.03,
  objects: 0.5,
  withdraws: 0.02,
  returns: 0.07,
  'returns-again': 0.015,
  extends: 0.14,
  'extends-again': 0.03,
  'goes-long-term': 0.04,
  'objects-to-long-term': 0.015,
  escalates: 0.08,
  'handed-down': 0.6,
  merges: 0.04,
  supported: 0.3,
  'claimed-falsely': 0.03,
  unhappy: 0.06,
  'rates-never': 0.2,
  'called-back': 0.04,
  reopens: 0.03,
  'spot-checked': 0.03,
  'decider-silent': 0.12,
} as const;
export type Intent = keyof typeof INTENTS;

const NOTES: readonly (readonly [notes: number, weight: number])[] = [
  [0, 4],
  [1, 6],
  [2, 4],
  [3, 2],
  [6, 1],
];

/** What will become of one issue, as far as people make it. */
export class Life {
  readonly random: Random;
  /** Notes that are written before it is done. */
  notesLeft: number;
  /** Turns in a row at which nobody did anything. */
  silences = 0;
  /** Turns at which the decider of a request did nothing. */
  decisionsPutOff = 0;
  private readonly intents: Set<Intent>;

  constructor(
    readonly key: string,
    random: Random,
  ) {
    this.random = random;
    const names = Object.keys(INTENTS) as Intent[];
    this.intents = new Set(names.filter((intent) => random.chance(INTENTS[intent])));
    this.notesLeft = random.weighted(NOTES, ([, weight]) => weight)[0];
  }

  has(intent: Intent): boolean {
    return this.intents.has(intent);
  }

  /** Whether it happens now; not again afterwards. */
  takes(intent: Intent): boolean {
    return this.intents.delete(intent);
  }
}
