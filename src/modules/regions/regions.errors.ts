import { brokenField, problem } from '../../kernel/domain-error.js';

export const RegionNotFound = problem('not-found', 'region.not-found', '没有这个地区', 'There is no such region');

export const RegionExists = problem(
  'conflict',
  'region.duplicate',
  '代码 {code} 已有地区使用',
  'The code {code} is already in use',
);

export const unknownRegion = (field: string, code: string) =>
  brokenField('region.unknown', field, { zh: '没有代码为 {code} 的地区', en: 'There is no region {code}' }, { code });

export const periodReversed = () =>
  brokenField('region.period', 'validTo', {
    zh: '撤销日期必须晚于设立日期',
    en: 'must be later than validFrom',
  });

export const successorWithoutEnd = () =>
  brokenField('region.successor', 'successorCode', {
    zh: '只有已确定撤销日期的地区才有继任地区',
    en: 'needs validTo: only a region that ends has a successor',
  });

export const successorInCircle = () =>
  brokenField('region.successor', 'successorCode', {
    zh: '继任地区不能是本地区、其下级或其前身',
    en: 'must not be the region itself, one below it, or one that it followed',
  });
