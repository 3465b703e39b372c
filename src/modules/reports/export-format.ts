export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

const FORMAT_OF: Readonly<Record<string, Format>> = {
  'text/csv': 'csv',
  'text/*': 'csv',
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
};

/** What an `Accept` header prefers (RFC 9110 §12.5.1); JSON when it names nothing that there is. */
export function acceptedFormat(accept: string | undefined): Format {
  const wishes = (accept ?? '')
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [type = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const format = FORMAT_OF[type];
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return format ? [{ format, quality: quality ? Number(quality.slice(2)) || 0 : 1 }] : [];
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wishes[0]?.format ?? 'json';
}
