import { brokenField, problem } from '../../kernel/domain-error.js';

export const NoticeNotFound = problem(
  'not-found',
  'notification.not-found',
  '没有这条通知',
  'There is no such notification',
);

export const TooManyStreams = problem(
  'too-many',
  'notification.too-many-streams',
  '同一账号最多同时接收 {most} 路通知推送，请先关闭其他页面',
  'An account may listen to {most} streams of notifications at once; close another one first',
);

export const NotAnEventStream = problem(
  'invalid',
  'notification.accept',
  '该地址只提供 text/event-stream，请在 Accept 中注明',
  'Only text/event-stream is served here; say so in Accept',
);

export const BadLastEventId = problem(
  'invalid',
  'notification.last-event-id',
  'Last-Event-ID 应为上次收到的事件编号',
  'Last-Event-ID must be the id of the last event that was received',
);

export const QuietAllDay = () =>
  brokenField('notification.quiet-hours', 'quietHours', {
    zh: '免打扰时段的开始和结束不能相同',
    en: 'Quiet hours must not end when they begin',
  });
