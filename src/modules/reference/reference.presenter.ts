import { type Language, nameIn } from '../../kernel/language.js';
import type { CampaignView } from './campaigns.dto.js';
import type { CategoryView } from './categories.dto.js';
import type { ChainView } from './chains.dto.js';
import type { DepartmentView } from './departments.dto.js';
import type { Campaign } from './domain/campaign.js';
import type { Category, CategoryTree } from './domain/category-tree.js';
import type { Chain } from './domain/chain.js';
import type { Department } from './domain/department-directory.js';

function names(named: { readonly name: string; readonly nameEn: string | null }, language: Language) {
  return { name: nameIn(named, language), nameZh: named.name, nameEn: named.nameEn };
}

export function presentDepartment(department: Department, language: Language): DepartmentView {
  const { id, functionCode, regionCode, active, version } = department;
  return { id, ...names(department, language), functionCode, regionCode, active, version };
}

/** @param children the categories below it, already presented */
export function presentCategory(category: Category, language: Language, children: CategoryView[]): CategoryView {
  const { code, parentCode, position, active, version } = category;
  return { code, ...names(category, language), parentCode, position, active, version, children };
}

/** The category or, with `null`, all top categories, with those below that `keep` lets through. */
export function presentCategories(
  tree: CategoryTree,
  parentCode: string | null,
  { language, keep }: { readonly language: Language; readonly keep: (category: Category) => boolean },
): CategoryView[] {
  return tree
    .children(parentCode)
    .filter(keep)
    .map((category) => presentCategory(category, language, presentCategories(tree, category.code, { language, keep })));
}

export function presentChain(chain: Chain, language: Language): ChainView {
  const { code, clusterCode, verified, active, version } = chain;
  const cluster = names({ name: chain.clusterName, nameEn: chain.clusterNameEn }, language);
  return { code, ...names(chain, language), cluster: { code: clusterCode, ...cluster }, verified, active, version };
}

export function presentCampaign(campaign: Campaign, language: Language): CampaignView {
  const { code, startsOn, endsOn, active, version } = campaign;
  return { code, ...names(campaign, language), from: startsOn, to: endsOn, active, version };
}
