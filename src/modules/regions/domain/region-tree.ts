import { type Language, nameIn } from '../../../kernel/language.js';
import type { LocalDate } from '../../../kernel/local-date.js';

export const REGION_LEVELS = ['county', 'municipality', 'province'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** `gb`: a code of GB/T 2260; `zone`: a development zone, which that standard does not know. */
export const REGION_KINDS = ['gb', 'zone'] as const;
export type RegionKind = (typeof REGION_KINDS)[number];

export interface RegionNode {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly level: RegionLevel;
  readonly kind: RegionKind;
  readonly parentCode: string | null;
  /** First day of its existence; null for "always". */
  readonly validFrom: LocalDate | null;
  /** First day on which it no longer exists; null while it does. */
  readonly validTo: LocalDate | null;
  /** Where its people, enterprises and issues went when it was abolished. */
  readonly successorCode: string | null;
  /** Prefix of issue numbers, such as `ZK`. */
  readonly numberPrefix: string | null;
  readonly version: number;
}

/** The regions as a tree. Codes that it does not know throw a RangeError, except where null is the answer. */
export class RegionTree {
  private readonly nodes: ReadonlyMap<string, RegionNode>;
  private readonly childrenOf = new Map<string | null, RegionNode[]>();
  /** Every region that a region belongs to: itself, its ancestors, and those of its last successor. */
  private readonly homes = new Map<string, ReadonlySet<string>>();
  private readonly subtrees = new Map<string, string[]>();

  /** @param regions with parents and successors among them, and no circles; none at all before the first seeding. */
  constructor(regions: readonly RegionNode[]) {
    this.nodes = new Map(regions.map((region) => [region.code, region]));
    for (const region of [...regions].sort((a, b) => compare(a.code, b.code))) {
      const siblings = this.childrenOf.get(region.parentCode);
      if (siblings) siblings.push(region);
      else this.childrenOf.set(region.parentCode, [region]);
    }
    for (const region of this.all()) {
      for (const home of this.homesOf(region.code)) {
        const subtree = this.subtrees.get(home);
        if (subtree) subtree.push(region.code);
        else this.subtrees.set(home, [region.code]);
      }
    }
  }

  /** Every region, parents before children, siblings by code. */
  all(): readonly RegionNode[] {
    const below = (code: string | null): RegionNode[] =>
      (this.childrenOf.get(code) ?? []).flatMap((child) => [child, ...below(child.code)]);
    return below(null);
  }

  children(code: string): readonly RegionNode[] {
    return this.childrenOf.get(code) ?? [];
  }

  get(code: string): RegionNode | null {
    return this.nodes.get(code) ?? null;
  }

  mustGet(code: string): RegionNode {
    const region = this.nodes.get(code);
    if (region === undefined) throw new RangeError(`unknown region ${code}`);
    return region;
  }

  get rootCode(): string {
    const root = this.childrenOf.get(null)?.[0];
    if (root === undefined) throw new RangeError('there are no regions yet');
    return root.code;
  }

  isRoot(code: string): boolean {
    return this.get(code)?.parentCode === null;
  }

  /**
   * The codes of everything that belongs to the region: itself, its descendants, and abolished regions whose chain of
   * successors ends there (with what was below them). Empty for an unknown code, so that a filter finds nothing.
   */
  subtree(code: string): readonly string[] {
    return this.subtrees.get(code) ?? [];
  }

  /** Whether `code` is in the subtree of `ancestor`; false for unknown codes. */
  isWithin(code: string, ancestor: string): boolean {
    return this.nodes.has(code) && this.homesOf(code).has(ancestor);
  }

  parentOf(code: string): string | null {
    return this.mustGet(code).parentCode;
  }

  /** The region one level up, to which a matter is escalated; the root itself at the root. */
  upper(code: string): string {
    return this.parentOf(code) ?? code;
  }

  /** The region itself or its nearest ancestor of that level; where a level is left out, the next higher one. */
  ancestorAt(code: string, level: RegionLevel): string {
    const wanted = REGION_LEVELS.indexOf(level);
    let region = this.mustGet(code);
    while (REGION_LEVELS.indexOf(region.level) < wanted && region.parentCode !== null) {
      region = this.mustGet(region.parentCode);
    }
    return region.code;
  }

  /** The prefix of the numbers of issues: the region's own or its nearest ancestor's. */
  numberPrefix(code: string): string {
    const region = this.mustGet(code);
    if (region.numberPrefix !== null) return region.numberPrefix;
    return region.parentCode === null ? region.code : this.numberPrefix(region.parentCode);
  }

  name(code: string, language: Language): string {
    return nameIn(this.mustGet(code), language);
  }

  /** The region that stands for this one on that day: itself, or the successor once it is abolished. */
  current(code: string, on: LocalDate): string {
    const { validTo, successorCode } = this.mustGet(code);
    return successorCode !== null && isOver(validTo, on) ? this.current(successorCode, on) : code;
  }

  /** Whether the region is abolished on that day. */
  isAbolished(code: string, on: LocalDate): boolean {
    return isOver(this.mustGet(code).validTo, on);
  }

  /** Whether `successor` cannot follow `code`, since it is `code`, is below it, or was itself followed by it. */
  closesCircle(code: string, successor: string): boolean {
    let next: string | null = successor;
    while (next !== null && next !== code) next = this.mustGet(next).successorCode;
    return next === code || this.isWithin(successor, code);
  }

  private homesOf(code: string): ReadonlySet<string> {
    const known = this.homes.get(code);
    if (known) return known;
    // A set grows while it is walked: what is added is visited too, and once only.
    const homes = new Set([code]);
    for (const home of homes) {
      const { parentCode } = this.mustGet(home);
      if (parentCode !== null) homes.add(parentCode);
      homes.add(this.lastSuccessor(home));
    }
    this.homes.set(code, homes);
    return homes;
  }

  private lastSuccessor(code: string): string {
    const { successorCode } = this.mustGet(code);
    return successorCode === null ? code : this.lastSuccessor(successorCode);
  }
}

function isOver(validTo: LocalDate | null, on: LocalDate): boolean {
  return validTo !== null && validTo <= on;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
