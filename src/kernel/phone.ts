import { halfWidth } from './half-width.js';

// Numbering plan of the Ministry of Industry and Information Technology: mobiles 1[3-9]…, area codes 010, 02x and 03xx–09xx.
const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})(?:(?:-|x|ext\.?|转)(\d{1,5}))?$/;

/**
 * A mainland number in the one form that is kept: `13812345678`, `0394-8222333` or `0394-8222333-801`; null for
 * anything else. Full-width digits, spaces, brackets and the prefix +86 are understood.
 */
export function normalPhone(text: string): string | null {
  const bare = halfWidth(text)
    .toLowerCase()
    .replace(/[\s()]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  const national = bare.replace(/^(\+|00)86-?/, '');
  const mobile = national.replaceAll('-', '');
  if (MOBILE.test(mobile)) return mobile;
  const landline = national.replace(/^(0?\d{2,3})-/, '$1');
  // From abroad the 0 of the area code is left out: +86 394 8222333.
  const dialled = national !== bare && !landline.startsWith('0') ? `0${landline}` : landline;
  const [, area, number, extension] = LANDLINE.exec(dialled) ?? [];
  if (area === undefined || number === undefined) return null;
  return [area, number, ...(extension === undefined ? [] : [extension])].join('-');
}

/** `138****5678`, `0394-****333`: enough to recognise a number that one knows, too little to call it. */
export function maskedPhone(phone: string): string {
  if (MOBILE.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const [area = '', number = ''] = phone.split('-');
  return `${area}-****${number.slice(4)}`;
}
