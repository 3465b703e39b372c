import { maskedPhone } from './phone.js';

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

// 11 digits of a mobile number, or a landline with its area code, inside any text.
const PHONES = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?[2-8]\d{6,7})(?!\d)/g;

/** A text in which no phone number can be read, for logs and the audit trail. */
export function withoutPhones(text: string): string {
  return text.replace(PHONES, (phone) =>
    maskedPhone(/^1|-/.test(phone) ? phone : phone.replace(/^(010|02\d|\d{4})/, '$1-')),
  );
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
  return OPAQUE.test(value) ? value : withoutPhones(value);
}
