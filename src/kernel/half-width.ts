/** Full-width ASCII (U+FF01–U+FF5E, U+3000), which Chinese input methods produce, as plain ASCII. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
