import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import type { CategoryInput, CategoryPatch, CategoryView } from './categories.dto.js';
import { type Category, CategoryTree } from './domain/category-tree.js';
import { REFERENCE_TOPICS } from './reference-data.service.js';
import { CategoryExists, CategoryNotFound, tooDeep, unknownParent } from './reference.errors.js';
import { presentCategories, presentCategory } from './reference.presenter.js';
import { ReferenceStore } from './reference.store.js';

/** What an administrator does to categories. The place in the tree never changes: figures are grouped by it. */
@Injectable()
export class CategoryEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: ReferenceStore,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, { code, name, nameEn = null, parentCode = null, position }: CategoryInput): Promise<CategoryView> {
    return this.writes.once(call, async (tx) => {
      const tree = await this.lockedTree(tx);
      if (tree.get(code)) throw CategoryExists({ code });
      if (parentCode !== null) checkParent(tree, parentCode);
      const category: Category = { code, name, nameEn, parentCode, position, active: true, version: 1 };
      await this.store.insert(tx, 'category', { ...category });
      this.audit.record(tx, { action: 'category.added', subject: { kind: 'category', id: code }, after: category });
      return presentCategory(category, call.language, []);
    });
  }

  change(call: Call, code: string, patch: CategoryPatch): Promise<CategoryView> {
    return this.writes.once(call, async (tx) => {
      const tree = await this.lockedTree(tx);
      const category = tree.get(code);
      if (!category) throw CategoryNotFound();
      expectVersion(call.seenVersion, category.version);
      const changes = { ...patch, version: category.version + 1 };
      await this.store.update(tx, 'category', code, changes);
      const changed = { ...category, ...changes };
      this.audit.record(tx, {
        action: 'category.changed',
        subject: { kind: 'category', id: code },
        before: category,
        after: changed,
      });
      const children = presentCategories(tree, code, { language: call.language, keep: () => true });
      return presentCategory(changed, call.language, children);
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async lockedTree(tx: Tx): Promise<CategoryTree> {
    await this.caches.changed(tx, REFERENCE_TOPICS.category);
    return new CategoryTree(await this.store.categories(tx));
  }
}

function checkParent(tree: CategoryTree, parentCode: string): void {
  const parent = tree.get(parentCode);
  if (!parent) throw unknownParent(parentCode);
  if (parent.parentCode !== null) throw tooDeep();
}
