import { isStrongPassword } from './password-rule.js';

describe('password rule', () => {
  it.each(['Zhoukou2024', 'zhou-kou-1', 'ABCDEF-1', '周口abc12345', 'Aa1𠮷𠮷𠮷𠮷𠮷'])('accepts %s', (password) => {
    expect(isStrongPassword(password)).toBe(true);
  });

  it.each(['', 'Aa1-567', 'zhuqi-demo', '12345678', 'Zhoukouu', 'abcdefgh1', 'Aa1𠮷𠮷𠮷'])('refuses %s', (password) => {
    expect(isStrongPassword(password)).toBe(false);
  });
});
