import { halfWidth } from './half-width.js';
import { maskedPhone, normalPhone } from './phone.js';

// The usual compound surnames (复姓); everybody else's surname is one character.
const COMPOUND_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 轩辕 夏侯 端木 百里 南宫 独孤 申屠 钟离 澹台'.split(
    ' ',
  ),
);

/** `张*`, `欧阳*`, `J*`: the surname tells colleagues apart, not strangers. */
export function maskedName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length < 2) return '*';
  const two = characters.slice(0, 2).join('');
  return `${characters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : characters[0]}*`;
}

/** `w***@example.gov.cn`: enough to recognise an address that one knows. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email[0]}***${email.slice(at)}`;
}

export interface NamedPhone {
  readonly name: string;
  readonly phone: string;
}

/** A contact person as everybody may read it. */
export const maskedContact = ({ name, phone }: NamedPhone): NamedPhone => ({
  name: maskedName(name),
  phone: maskedPhone(phone),
});

// As people write numbers: full-width digits, the prefix of the country, spaces, hyphens and brackets between groups.
const DIGIT = '[0-9０-９]';
const GAP = '[ \\t\\u00a0\\u3000()（）.\\-\\u2010-\\u2015\\u2212－]{0,2}';
const COUNTRY = `(?:(?:[+＋]|[0０]{2})?[8８][6６]${GAP})`;
const MOBILE = `${COUNTRY}?[1１][3-9３-９]${DIGIT}${GAP}${DIGIT}{4}${GAP}${DIGIT}{4}`;
const LOCAL = `[2-8２-８]${DIGIT}{2,3}${GAP}${DIGIT}{4}`;
// From abroad the 0 of the area code is left out.
const AREA = `(?:(?:[+＋]|[0０]{2})[8８][6６]${GAP}[0０]?[1-9１-９]${DIGIT}{1,2}|${COUNTRY}?[0０]${DIGIT}{2,3})`;
// What consists of digits and is nobody's number: UUIDs, digests, credit codes, numbers of issues, dates with their time.
const NO_PHONES = [
  '(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])',
  '(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])',
  '(?<![0-9A-Za-z])[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}(?![0-9A-Za-z])',
  'ZK-[0-9]{4}-[0-9]{6}(?![0-9])',
  '(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}',
].join('|');
const PHONES = new RegExp(`(${NO_PHONES})|(?<!${DIGIT})(?:${MOBILE}|${AREA}${GAP}${LOCAL})(?!${DIGIT})`, 'g');

/** A text in which no phone number can be read, for logs and the audit trail. */
export function withoutPhones(text: string): string {
  return text.replace(PHONES, (found, noPhone?: string) => noPhone ?? maskedAsWritten(found));
}

function maskedAsWritten(written: string): string {
  const digits = halfWidth(written).replace(/[^\d+]/g, '');
  const phone = normalPhone(digits) ?? normalPhone(`+${digits}`);
  // In no numbering plan, and hidden all the same.
  return phone === null ? `${digits.slice(0, 3)}****${digits.slice(-3)}` : maskedPhone(phone);
}

const SECRET = /password|secret|token|hash|authorization|cookie/i;
// Identifiers and digests: their digits are nobody's phone number.
const OPAQUE = /^(?:\d+:)?[0-9a-f-]{32,64}$/;
const OF_PERSON = new Set(['contact', 'contacts', 'phone', 'person']);

/**
 * A value as it may be kept in logs and the audit trail: secrets taken out, phones and the names of contact persons
 * masked, at any depth.
 */
export function withoutPersonalData(value: unknown, name = ''): unknown {
  if (SECRET.test(name)) return value === null ? null : '[removed]';
  if (Array.isArray(value)) return value.map((each) => withoutPersonalData(each, name));
  if (typeof value === 'string') return textOf(value, name);
  if (typeof value !== 'object' || value === null) return value;
  const ofPerson = OF_PERSON.has(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      withoutPersonalData(each, ofPerson && key === 'name' ? 'person' : key),
    ]),
  );
}

function textOf(value: string, name: string): string {
  if (name === 'person') return maskedName(value);
  if (name === 'email') return maskedEmail(value);
  return OPAQUE.test(value) ? value : withoutPhones(value);
}
