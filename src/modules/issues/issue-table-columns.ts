import { type Bilingual, type Language, namesBy, say } from '../../kernel/language.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import { type Column, instantColumn, textColumn, yesOrNo } from '../../platform/tables/index.js';
import type { CategoryTree, DepartmentDirectory } from '../reference/index.js';
import type { RegionTree } from '../regions/index.js';
import { RESOLUTION_LABELS } from './domain/action-fields.js';
import {
  CHANNEL_LABELS,
  COLOUR_LABELS,
  CONFIRMATION_LABELS,
  LEVEL_LABELS,
  URGENCY_LABELS,
} from './domain/issue-labels.js';
import { STATUS_LABELS } from './domain/issue-types.js';
import type { IssueLineView } from './issue-views.dto.js';

/** What the names of the codes are looked up in. */
interface Names {
  readonly language: Language;
  readonly regions: RegionTree;
  readonly categories: CategoryTree;
  readonly departments: DepartmentDirectory;
}

/** One line of the list of issues, with names for its codes. */
export function issueColumns(names: Names): Column<IssueLineView>[] {
  const { language } = names;
  const labelled = (labels: object, code: string | null): string | null =>
    code === null ? null : say((labels as Readonly<Record<string, Bilingual>>)[code]!, language);
  const flag = (value: boolean): string => say(yesOrNo(value), language);
  return [
    textColumn({ zh: '编号', en: 'Number' }, ({ number }) => number),
    // A file goes further than whoever asked for it.
    textColumn({ zh: '标题', en: 'Title' }, ({ title }) => withoutPhones(title), 50),
    textColumn({ zh: '状态', en: 'Status' }, ({ status }) => labelled(STATUS_LABELS, status), 12),
    textColumn({ zh: '预警', en: 'Warning' }, ({ warning }) => labelled(COLOUR_LABELS, warning), 12),
    textColumn({ zh: '企业', en: 'Enterprise' }, ({ enterprise }) => enterprise?.name ?? null, 36),
    ...placeColumns(names),
    textColumn({ zh: '层级', en: 'Level' }, ({ level }) => labelled(LEVEL_LABELS, level), 12),
    textColumn({ zh: '紧急程度', en: 'Urgency' }, ({ urgency }) => labelled(URGENCY_LABELS, urgency), 12),
    textColumn({ zh: '渠道', en: 'Channel' }, ({ channel }) => labelled(CHANNEL_LABELS, channel), 16),
    textColumn({ zh: '承办干部', en: 'Lead' }, ({ assignee }) => assignee?.name ?? null, 12),
    textColumn({ zh: '保密', en: 'Confidential' }, ({ confidential }) => flag(confidential), 12),
    textColumn({ zh: '共性问题', en: 'Common' }, ({ common }) => flag(common), 12),
    instantColumn({ zh: '提交时间', en: 'Submitted' }, ({ submittedAt }) => submittedAt),
    instantColumn({ zh: '办结期限', en: 'Due' }, ({ dueAt }) => dueAt),
    instantColumn({ zh: '销号时间', en: 'Closed' }, ({ closedAt }) => closedAt),
    textColumn({ zh: '办理结果', en: 'Resolution' }, ({ resolution }) => labelled(RESOLUTION_LABELS, resolution), 12),
    textColumn({ zh: '确认方式', en: 'Confirmed' }, (line) => labelled(CONFIRMATION_LABELS, line.confirmation), 16),
    { heading: { zh: '评价星级', en: 'Stars' }, kind: 'whole', of: ({ stars }) => stars },
  ];
}

function placeColumns({ language, regions, categories, departments }: Names): Column<IssueLineView>[] {
  const region = namesBy(regions, language);
  const category = namesBy(categories, language);
  const department = namesBy(departments, language);
  return [
    textColumn({ zh: '地区代码', en: 'Region code' }, ({ regionCode }) => regionCode, 12),
    textColumn({ zh: '地区', en: 'Region' }, ({ regionCode }) => region(regionCode)),
    textColumn({ zh: '问题类别', en: 'Category' }, ({ categoryCode }) => category(categoryCode)),
    textColumn({ zh: '承办单位', en: 'Handling unit' }, ({ departmentId }) => department(departmentId), 28),
  ];
}
