import { brokenField, problem } from '../../kernel/domain-error.js';

export const BulletinNotFound = problem('not-found', 'bulletin.not-found', '没有这份通报', 'There is no such bulletin');

export const ScheduleNotFound = problem(
  'not-found',
  'bulletin-schedule.not-found',
  '没有这个通报计划',
  'There is no such schedule',
);

export const dayOutOfRange = (last: number) =>
  brokenField(
    'bulletin-schedule.day',
    'day',
    { zh: '每周为 1 至 7，每月为 1 至 28；最大 {last}', en: 'At most {last}: 1 to 7 weekly, 1 to 28 monthly' },
    { last },
  );

export const mayNotRead = (position: number) =>
  brokenField('bulletin-schedule.recipient', `recipients.${position}`, {
    zh: '该账号无权查看此地区的通报',
    en: 'This account may not read the bulletins of the region',
  });

export const cadresAreNotPublished = () =>
  brokenField('bulletin.cadre-grouping', 'groupBy', {
    zh: '通报不得按干部列表或排名，请改按单位、地区等分组',
    en: 'Cadres are never listed or ranked in a bulletin; group by department, region or something else',
  });

export const regionOutOfScope = (regionCode: string) =>
  brokenField(
    'bulletin.region',
    'regionCode',
    { zh: '{regionCode} 不在您的辖区内', en: '{regionCode} is not in your region' },
    { regionCode },
  );

export const notCounted = (position: number) =>
  brokenField('bulletin.exclusion', `exclusions.${position}.issueId`, {
    zh: '该问题不在本期统计范围内',
    en: 'This issue is not among those that are counted',
  });

export const excludedTwice = (position: number) =>
  brokenField('bulletin.exclusion-repeated', `exclusions.${position}.issueId`, {
    zh: '该问题已列为不计入',
    en: 'This issue is left out already',
  });
