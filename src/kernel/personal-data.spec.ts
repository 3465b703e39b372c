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
    ['+8613812345678', '138****5678'],
    ['+86 138 1234 5678', '138****5678'],
    ['+86-138-1234-5678', '138****5678'],
    ['008613812345678', '138****5678'],
    ['8613812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['电话：138-1234-5678，李经理', '电话：138****5678，李经理'],
    ['１３８１２３４５６７８', '138****5678'],
    ['＋８６　１３８　１２３４　５６７８', '138****5678'],
    ['138–1234–5678', '138****5678'],
    ['(0394) 8222333', '(0394-****333'],
    ['0394 822 2333', '0394-****333'],
    ['０３９４－８２２２３３３', '0394-****333'],
    ['+86 394 8222333', '0394-****333'],
    ['+86 10 8222 3333', '010-****3333'],
    ['13812345678/13912345679', '138****5678/139****5679'],
  ])('%s has no phone in it', (text, clean) => {
    expect(withoutPhones(text)).toBe(clean);
  });

  it.each([
    'number ZK-2024-000626, 91000000MA00000157',
    'ZK-2024-013812 ZK-2024-345678',
    '91411602MA13812345',
    '913812345678123456',
    '/api/v1/issues/018e06f9-8680-7000-8000-a13812345678/events',
    'a13812345678b'.padEnd(64, '0'),
    '2024-03-04T01:00:00.138Z, 2024-03-15 13:38:12, 2024-03-04',
    '1709514000000',
    '1,380,000 元，2024 年 1380 万',
    '127.0.0.1, 2001:db8::1, 10.138.12.34',
    '411602199001011234',
    '138****5678 0394-****333',
  ])('%s stays as it is', (text) => {
    expect(withoutPhones(text)).toBe(text);
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
