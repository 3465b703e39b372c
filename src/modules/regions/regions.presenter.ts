import { type Language, nameIn } from '../../kernel/language.js';
import type { RegionNode } from './domain/region-tree.js';
import type { RegionView } from './regions.dto.js';

export function presentRegion(region: RegionNode, language: Language): RegionView {
  return {
    code: region.code,
    name: nameIn(region, language),
    nameZh: region.name,
    nameEn: region.nameEn,
    level: region.level,
    kind: region.kind,
    parentCode: region.parentCode,
    validFrom: region.validFrom,
    validTo: region.validTo,
    successorCode: region.successorCode,
    numberPrefix: region.numberPrefix,
    version: region.version,
  };
}
