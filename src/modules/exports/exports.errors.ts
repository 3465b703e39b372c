import { brokenField, problem } from '../../kernel/domain-error.js';

export const ExportNotFound = problem('not-found', 'export.not-found', '没有该导出任务', 'There is no such export');
export const UnknownTable = (kind: string) =>
  brokenField(
    'export.unknown-kind',
    'kind',
    { zh: '没有可导出的表：{kind}', en: 'There is no table {kind} to export' },
    { kind },
  );
export const TableNotAllowed = problem(
  'forbidden',
  'access.scope-missing',
  '您没有此操作所需的权限：{scope}',
  'You do not have the scope that this needs: {scope}',
);
export const OneAtATime = problem(
  'conflict',
  'export.one-at-a-time',
  '您已有一个导出任务在排队或进行中，请等它完成或先将其删除',
  'An export of yours is waiting or being made; wait for it, or remove it first',
);
export const QueueFull = problem(
  'too-many',
  'export.queue-full',
  '等待中的导出任务过多，请稍后再试',
  'Too many exports are waiting; try again later',
);
export const NotReady = problem(
  'conflict',
  'export.not-ready',
  '导出尚未完成，或未能完成',
  'The export is not made yet, or has failed',
);
export const ExportExpired = problem(
  'not-found',
  'export.expired',
  '导出文件已过期，请重新导出',
  'The file has expired; have it made again',
);
export const RightsChanged = problem(
  'forbidden',
  'export.account-changed',
  '您的账号权限已变更，请重新导出',
  'Your account has other rights now; have it made again',
);
