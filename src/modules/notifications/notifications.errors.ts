import { problem } from '../../kernel/domain-error.js';

export const NoticeNotFound = problem(
  'not-found',
  'notification.not-found',
  '没有这条通知',
  'There is no such notification',
);
