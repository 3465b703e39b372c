import fc from 'fast-check';
import { isUsername, usernameOf } from './username.js';

describe('usernames', () => {
  it.each([
    ['Coordinator', 'coordinator'],
    ['ＺｈａｎｇＷｅｉ', 'zhangwei'],
    [' admin ', 'admin'],
    ['张伟', '张伟'],
    ['ｃｏｏｒｄｉｎａｔｏｒ－ＨＥＮＡＮ', 'coordinator-henan'],
  ])('takes %s as %s', (typed, username) => {
    expect(usernameOf(typed)).toBe(username);
  });

  it('changes nothing that has its one spelling', () => {
    const spelled = fc.string({ unit: 'grapheme' }).map(usernameOf).filter(isUsername);
    fc.assert(
      fc.property(spelled, (username) => {
        expect(usernameOf(username)).toBe(username);
      }),
      { seed: 20240304 },
    );
  });

  it.each(['a', 'zhang.wei', 'li_na@zhoukou', '张伟', 'x'.repeat(64)])('allows %s', (username) => {
    expect(isUsername(username)).toBe(true);
  });

  it.each(['', '-a', 'a b', 'a/b', '<b>', 'x'.repeat(65), 'a\u200bb'])('refuses %j', (username) => {
    expect(isUsername(username)).toBe(false);
  });
});
