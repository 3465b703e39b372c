import { type Language, nameIn } from '../../../kernel/language.js';

export interface Category {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parentCode: string | null;
  /** Order among its siblings. */
  readonly position: number;
  readonly active: boolean;
  readonly version: number;
}

/** What issues are about, in two levels. Codes that it does not know throw a RangeError, except where null is the answer. */
export class CategoryTree {
  private readonly byCode: ReadonlyMap<string, Category>;
  private readonly ordered: readonly Category[];

  /** @param categories with parents among them and no circles */
  constructor(categories: readonly Category[]) {
    this.byCode = new Map(categories.map((category) => [category.code, category]));
    const inOrder = [...categories].sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
    const below = (code: string | null): Category[] =>
      inOrder.filter(({ parentCode }) => parentCode === code).flatMap((child) => [child, ...below(child.code)]);
    this.ordered = below(null);
  }

  /** Every category, parents before children, siblings by position. */
  all(): readonly Category[] {
    return this.ordered;
  }

  children(code: string | null): readonly Category[] {
    return this.ordered.filter(({ parentCode }) => parentCode === code);
  }

  get(code: string): Category | null {
    return this.byCode.get(code) ?? null;
  }

  /** The category's own code, then its ancestors', nearest first. */
  path(code: string): readonly string[] {
    const { parentCode } = this.mustGet(code);
    return parentCode === null ? [code] : [code, ...this.path(parentCode)];
  }

  /** The codes of the category and of everything below it; empty for an unknown code, so that a filter finds nothing. */
  subtree(code: string): readonly string[] {
    if (!this.byCode.has(code)) return [];
    return [code, ...this.children(code).flatMap((child) => this.subtree(child.code))];
  }

  /** The code of the ancestor at the top; a top category's own. */
  top(code: string): string {
    return this.path(code).at(-1) ?? code;
  }

  name(code: string, language: Language): string {
    return nameIn(this.mustGet(code), language);
  }

  private mustGet(code: string): Category {
    const category = this.byCode.get(code);
    if (category === undefined) throw new RangeError(`unknown category ${code}`);
    return category;
  }
}
