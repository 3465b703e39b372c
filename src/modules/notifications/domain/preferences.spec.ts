import { EMAIL_ADDRESS, mailFor, type Preferences, UNCHOSEN } from './preferences.js';

const chosen = (more: Partial<Preferences> = {}): Preferences => ({ ...UNCHOSEN, email: 'wang@example.cn', ...more });

it.each([
  ['without an address', UNCHOSEN, [null, null, null]],
  ['at once', chosen(), ['at-once', 'at-once', 'digest']],
  ['as a digest', chosen({ emailChannel: 'digest' }), ['at-once', 'digest', 'digest']],
  ['off', chosen({ emailChannel: 'off' }), [null, null, null]],
  ['muted', chosen({ mutedKinds: ['red', 'assigned-to-you', 'progress'] }), ['at-once', null, null]],
])('a red warning, an assignment and a progress note: %s', (_case, preferences, expected) => {
  const kinds = ['red', 'assigned-to-you', 'progress'] as const;
  expect(kinds.map((kind) => mailFor(preferences, kind))).toEqual(expected);
});

it.each([
  ['wang.qiang+zq@mail.zhoukou.gov.cn', true],
  ['a@b', true],
  ['wang', false],
  ['wang@', false],
  ['@example.cn', false],
  ['a@b.cn, c@d.cn', false],
  ['a@b.cn\r\nBcc: c@d.cn', false],
  ['Wang <a@b.cn>', false],
  ['王@example.cn', false],
])('%j is an address: %s', (text, isAddress) => {
  expect(new RegExp(EMAIL_ADDRESS, 'u').test(text)).toBe(isAddress);
});
