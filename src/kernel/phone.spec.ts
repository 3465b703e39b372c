import fc from 'fast-check';
import { maskedPhone, normalPhone } from './phone.js';

describe('normalPhone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['＋８６　１３８１２３４５６７８', '13812345678'],
    ['0394-8222333', '0394-8222333'],
    ['03948222333', '0394-8222333'],
    ['（0394）8222333', '0394-8222333'],
    ['+86 394 8222333', '0394-8222333'],
    ['0394-8222333-801', '0394-8222333-801'],
    ['0394-8222333转801', '0394-8222333-801'],
    ['010-62345678', '010-62345678'],
    ['+86 10 6234 5678', '010-62345678'],
    ['0371—65507000', '0371-65507000'],
  ])('understands %s', (text, phone) => {
    expect(normalPhone(text)).toBe(phone);
  });

  it.each([
    '',
    '12345',
    '8222333',
    '12812345678',
    '138123456789',
    '1381234567',
    '(415) 555-2671',
    '+1 415 555 2671',
    '0394-1222333',
    'phone',
  ])('refuses %s', (text) => {
    expect(normalPhone(text)).toBeNull();
  });

  it('leaves what it has made as it is, and fits the column', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const phones = fc.oneof(
      digits(9).map((rest) => `+86 13${rest}`),
      fc
        .tuple(digits(6), fc.option(digits(5)))
        .map(([rest, extension]) => `0394-8${rest}${extension ? `-${extension}` : ''}`),
    );
    fc.assert(
      fc.property(phones, (text) => {
        const phone = normalPhone(text);
        expect(phone).not.toBeNull();
        expect(phone!.length).toBeLessThanOrEqual(30);
        expect(normalPhone(phone!)).toBe(phone);
      }),
      { seed: 11 },
    );
  });
});

describe('maskedPhone', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['0394-8222333', '0394-****333'],
    ['0394-8222333-801', '0394-****333'],
    ['010-62345678', '010-****5678'],
  ])('%s → %s', (phone, masked) => {
    expect(maskedPhone(phone)).toBe(masked);
  });
});
