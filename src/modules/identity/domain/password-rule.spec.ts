import { isStrongPassword, namesUser } from './password-rule.js';

describe('password rule', () => {
  it.each(['Zhoukou2024', 'zhou-kou-1', 'ABCDEF-1', '周口abc12345', 'Aa1𠮷𠮷𠮷𠮷𠮷'])('accepts %s', (password) => {
    expect(isStrongPassword(password)).toBe(true);
  });

  it.each(['', 'Aa1-567', 'zhuqi-demo', '12345678', 'Zhoukouu', 'abcdefgh1', 'Aa1𠮷𠮷𠮷'])('refuses %s', (password) => {
    expect(isStrongPassword(password)).toBe(false);
  });
});

describe('a password that names its user', () => {
  it.each([
    ['Zhangwei-2024', 'zhangwei', true],
    ['2024-ZHANGWEI!', 'zhangwei', true],
    ['２０２４ｚｈａｎｇｗｅｉＡ', 'zhangwei', true],
    ['李娜李娜-Aa1', '李娜娜', false],
    ['我是李娜娜Aa1!', '李娜娜', true],
    ['Zhou-2024', 'zh', false],
    ['Chuanhui-2024', 'zhangwei', false],
  ])('%s of %s: %p', (password, username, expected) => {
    expect(namesUser(password, username)).toBe(expected);
  });
});
