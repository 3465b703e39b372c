/** RFC 6266: a plain name for old clients, and the real one (RFC 8187). */
export function contentDisposition(name: string, plainName = name): string {
  const plain = plainName.replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
