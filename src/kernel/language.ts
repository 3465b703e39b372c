/** The languages that people can read Zhuqi in; Chinese is the default. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages. `{name}` marks a place that {@link say} fills. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type TextParams = Readonly<Record<string, string | number>>;

/** The text in the language, with its places filled; an unknown place stays as it is. */
export function say(text: Bilingual, language: Language, params: TextParams = {}): string {
  const template = language === 'en' ? text.en : text.zh;
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** The name in the language; the Chinese one where there is no other. */
export function nameIn(named: { readonly name: string; readonly nameEn: string | null }, language: Language): string {
  return language === 'en' ? (named.nameEn ?? named.name) : named.name;
}

type Named = Parameters<typeof nameIn>[0];

/** Reads names by codes in the language; a code that is not known, as one that came later is not, stands for itself. */
export function namesBy(places: { get(code: string): Named | null | undefined }, language: Language) {
  return <C extends string | null>(code: C): C | string => {
    const place = code === null ? null : places.get(code);
    return place ? nameIn(place, language) : code;
  };
}

/** The best supported language for an `Accept-Language` header (RFC 9110 §12.5.4); Chinese when nothing matches. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'zh-CN';
  const wishes = acceptLanguage
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
      return { tag: tag.trim(), quality: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const match = wishes.find((wish) => /^(zh|en)\b/.test(wish.tag));
  return match?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
