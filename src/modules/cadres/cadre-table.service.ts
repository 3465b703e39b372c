import { Injectable } from '@nestjs/common';
import { type Language, namesBy, say } from '../../kernel/language.js';
import { maskedPhone } from '../../kernel/phone.js';
import { pageOf } from '../../platform/http/index.js';
import {
  type Column,
  rowsOfPages,
  type Table,
  type TableSource,
  TableSources,
  textColumn,
  type Viewer,
  yesOrNo,
} from '../../platform/tables/index.js';
import { type CategoryTree, type DepartmentDirectory, ReferenceData } from '../reference/index.js';
import { Regions, type RegionTree } from '../regions/index.js';
import { CadreQuery } from './cadres.dto.js';
import { type CadreDetails, CadresReadModel } from './cadres.read-model.js';
import { cadreVisibility } from './domain/cadre-access.js';

interface Names {
  readonly language: Language;
  readonly regions: RegionTree;
  readonly categories: CategoryTree;
  readonly departments: DepartmentDirectory;
}

/** The roster as a table. A file leaves the house, so its phone numbers are masked for everybody. */
@Injectable()
export class CadreTable implements TableSource<CadreQuery> {
  readonly kind = 'cadres';
  readonly access = 'cadre:read';
  readonly query = CadreQuery;

  constructor(
    private readonly readModel: CadresReadModel,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    sources: TableSources,
  ) {
    sources.register(this);
  }

  /** The page that the query names is left out of account. */
  async open({ actor, language }: Viewer, query: CadreQuery): Promise<Table<CadreDetails>> {
    const visibility = cadreVisibility(actor);
    const trees = { regions: await this.regions.tree(), categories: await this.reference.categories() };
    const names = { language, ...trees, departments: await this.reference.departments() };
    return {
      name: { zh: '干部名册', en: 'Cadres' },
      file: this.kind,
      columns: columns(names),
      total: await this.readModel.count(visibility, query, trees),
      rows: rowsOfPages(async ({ limit, cursor = null }) => {
        const rows = await this.readModel.list(visibility, query, trees, { limit, after: cursor });
        return pageOf(
          rows,
          limit,
          ({ id }) => id,
          (row) => row,
        );
      }),
    };
  }
}

function columns({ language, regions, categories, departments }: Names): Column<CadreDetails>[] {
  const region = namesBy(regions, language);
  const category = namesBy(categories, language);
  const department = namesBy(departments, language);
  return [
    textColumn({ zh: '姓名', en: 'Name' }, (cadre) => cadre.name),
    textColumn({ zh: '电话', en: 'Phone' }, ({ phone }) => maskedPhone(phone), 16),
    textColumn({ zh: '地区代码', en: 'Region code' }, ({ regionCode }) => regionCode, 12),
    textColumn({ zh: '地区', en: 'Region' }, ({ regionCode }) => region(regionCode)),
    textColumn({ zh: '单位', en: 'Department' }, ({ departmentId }) => department(departmentId), 28),
    textColumn(
      { zh: '擅长类别', en: 'Specialties' },
      ({ specialties }) => specialties.map((code) => category(code)).join('；') || null,
      30,
    ),
    { heading: { zh: '满负荷件数', en: 'Capacity' }, kind: 'whole', of: ({ capacity }) => capacity },
    { heading: { zh: '在办件数', en: 'Open issues' }, kind: 'whole', of: ({ openCount }) => openCount },
    textColumn({ zh: '在岗', en: 'On duty' }, ({ onDuty }) => say(yesOrNo(Boolean(onDuty)), language), 10),
    { heading: { zh: '登记时间', en: 'Entered' }, kind: 'instant', of: ({ createdAt }) => createdAt },
    { heading: { zh: '更新时间', en: 'Changed' }, kind: 'instant', of: ({ updatedAt }) => updatedAt },
  ];
}
