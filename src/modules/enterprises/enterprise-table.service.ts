import { Injectable } from '@nestjs/common';
import { type Language, namesBy, say } from '../../kernel/language.js';
import { maskedContact } from '../../kernel/personal-data.js';
import { pageOf } from '../../platform/http/index.js';
import {
  type Column,
  rowsOfPages,
  type Table,
  type TableSource,
  TableSources,
  textColumn,
  type Viewer,
} from '../../platform/tables/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { type EnterpriseRow, SIZE_LABELS, STATUS_LABELS } from './domain/enterprise.js';
import { EnterpriseQuery } from './enterprises.dto.js';
import { EnterprisesReadModel } from './enterprises.read-model.js';

type Named = ReturnType<typeof namesBy>;

/** The register as a table. A file leaves the house, so its contacts are masked for everybody. */
@Injectable()
export class EnterpriseTable implements TableSource<EnterpriseQuery> {
  readonly kind = 'enterprises';
  readonly access = 'enterprise:read';
  readonly query = EnterpriseQuery;

  constructor(
    private readonly readModel: EnterprisesReadModel,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    sources: TableSources,
  ) {
    sources.register(this);
  }

  /** The page that the query names is left out of account. */
  async open({ actor, language }: Viewer, query: EnterpriseQuery): Promise<Table<EnterpriseRow>> {
    const [regions, chains] = await Promise.all([this.regions.tree(), this.reference.chains()]);
    return {
      name: { zh: '企业名录', en: 'Enterprises' },
      file: this.kind,
      columns: columns(language, namesBy(regions, language), namesBy(chains, language)),
      total: await this.readModel.count(actor, query),
      rows: rowsOfPages(async ({ limit, cursor = null }) => {
        const rows = await this.readModel.list(actor, query, { limit, after: cursor });
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

function columns(language: Language, region: Named, chain: Named): Column<EnterpriseRow>[] {
  return [
    textColumn({ zh: '统一社会信用代码', en: 'Credit code' }, ({ creditCode }) => creditCode, 22),
    textColumn({ zh: '企业名称', en: 'Name' }, ({ name }) => name, 40),
    textColumn({ zh: '地区代码', en: 'Region code' }, ({ regionCode }) => regionCode, 12),
    textColumn({ zh: '地区', en: 'Region' }, ({ regionCode }) => region(regionCode)),
    textColumn({ zh: '行业', en: 'Industry' }, ({ industry }) => industry),
    textColumn({ zh: '规模', en: 'Size' }, ({ size }) => say(SIZE_LABELS[size], language), 10),
    textColumn({ zh: '产业链', en: 'Chain' }, ({ chainCode }) => chain(chainCode)),
    textColumn({ zh: '荣誉资质', en: 'Honours' }, ({ honours }) => listed(honours.map(({ name }) => name)), 30),
    textColumn({ zh: '联系人', en: 'Contacts' }, ({ contacts }) => listed(contacts.map(maskedText)), 30),
    textColumn({ zh: '状态', en: 'Status' }, ({ status }) => say(STATUS_LABELS[status], language), 12),
    { heading: { zh: '登记时间', en: 'Entered' }, kind: 'instant', of: ({ createdAt }) => createdAt },
    { heading: { zh: '更新时间', en: 'Changed' }, kind: 'instant', of: ({ updatedAt }) => updatedAt },
  ];
}

const listed = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('；'));

function maskedText(contact: EnterpriseRow['contacts'][number]): string {
  const { name, phone } = maskedContact(contact);
  return `${name} ${phone}`;
}
