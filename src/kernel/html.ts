const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The text as HTML shows it, in an element or in a quoted attribute. */
export const escapedHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
