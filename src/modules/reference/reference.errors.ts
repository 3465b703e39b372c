import { brokenField, problem } from '../../kernel/domain-error.js';

const notFound = (resource: string, zh: string, en: string) =>
  problem('not-found', `${resource}.not-found`, `没有这个${zh}`, `There is no such ${en}`);

export const DepartmentNotFound = notFound('department', '部门', 'department');
export const CategoryNotFound = notFound('category', '问题类别', 'category');
export const ChainNotFound = notFound('chain', '产业链', 'industrial chain');
export const CampaignNotFound = notFound('campaign', '活动', 'campaign');

const duplicate = (resource: string) =>
  problem('conflict', `${resource}.duplicate`, '代码 {code} 已被使用', 'The code {code} is already in use');

export const CategoryExists = duplicate('category');
export const ChainExists = duplicate('chain');
export const CampaignExists = duplicate('campaign');
export const DepartmentExists = problem(
  'conflict',
  'department.duplicate',
  '{regionCode} 已有负责 {functionCode} 的部门',
  '{regionCode} already has a department for {functionCode}',
);

export const unknownParent = (code: string) =>
  brokenField('category.unknown', 'parentCode', { zh: '没有类别 {code}', en: 'There is no category {code}' }, { code });

export const tooDeep = () =>
  brokenField('category.too-deep', 'parentCode', {
    zh: '类别只有两级，上级必须是一级类别',
    en: 'must be a top category: there are two levels only',
  });

export const clusterUnnamed = () =>
  brokenField('chain.cluster-unnamed', 'clusterName', {
    zh: '新的集群必须有名称',
    en: 'is required for a cluster that does not exist yet',
  });

export const periodReversed = () =>
  brokenField('campaign.period', 'to', { zh: '结束日期必须晚于开始日期', en: 'must be later than from' });
