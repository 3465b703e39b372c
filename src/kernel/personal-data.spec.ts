import { maskedName, withoutPersonalData, withoutPhones } from './personal-data.js';

describe('a masked name', () => {
  it.each([
    ['张伟', '张*'],
    ['欧阳锋', '欧阳*'],
    ['欧阳', '欧*'],
    ['李', '*'],
    ['', '*'],
    ['𠮷田', '𠮷*'],
    ['John Smith', 'J*'],
  ])('%s becomes %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });
});

describe('a text', () => {
  it.each([
    ['请打 13812345678 或 0394-8222333。', '请打 138****5678 或 0394-****333。'],
    ['03948222333', '0394-****333'],
    ['number ZK-2024-000626, 91000000MA00000157', 'number ZK-2024-000626, 91000000MA00000157'],
  ])('%s has no phone in it', (text, clean) => {
    expect(withoutPhones(text)).toBe(clean);
  });
});

describe('a value for the log', () => {
  it('keeps neither secrets nor the phones and names of contact persons', () => {
    const value = {
      name: '豫东面粉厂',
      contacts: [{ name: '李明', phone: '13812345678', title: '主任' }],
      contact: { name: '欧阳锋', phone: '0394-8222333' },
      person: '李经理',
      nested: { passwordHash: 'x', refreshToken: 'y', count: 3, none: null },
      tokens: ['z'],
    };
    expect(withoutPersonalData(value)).toEqual({
      name: '豫东面粉厂',
      contacts: [{ name: '李*', phone: '138****5678', title: '主任' }],
      contact: { name: '欧阳*', phone: '0394-****333' },
      person: '李*',
      nested: { passwordHash: '[removed]', refreshToken: '[removed]', count: 3, none: null },
      tokens: '[removed]',
    });
  });
});

it('leaves identifiers and digests as they are, whatever their digits', () => {
  const value = { id: '018e06f9-8680-7000-8000-a13812345678', anchor: `7:${'a13812345678b'.padEnd(64, '0')}` };
  expect(withoutPersonalData(value)).toEqual(value);
});
