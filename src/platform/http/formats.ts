import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from './call.js';
import { Choice } from './fields.js';

/** In which an answer with a table can be had; the first one unless something else is asked for. */
export const FORMATS = ['json', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];
export type FileFormat = Exclude<Format, 'json'>;

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The query of whatever can also be had as a table. */
export class FormatQuery {
  @Choice(FORMATS, { optional: true, description: 'Goes before the Accept header.' })
  format?: Format;
}

/** `@FormatOf() format: Format`: what `?format=` says, or else the Accept header. */
export const FormatOf = createParamDecorator((_: unknown, context: ExecutionContext): Format => {
  const { query, headers } = context.switchToHttp().getRequest<SignedInRequest>();
  const named = (query as Readonly<Record<string, unknown>>).format;
  return FORMATS.find((format) => format === named) ?? acceptedFormat(headers.accept);
});

interface Range {
  readonly type: string;
  readonly quality: number;
}

/** What an `Accept` header prefers (RFC 9110 §12.5.1); JSON when it names nothing that there is. */
export function acceptedFormat(accept: string | undefined): Format {
  const ranges = (accept ?? '').slice(0, 500).split(',').map(rangeOf);
  const wishes = FORMATS.flatMap((format) => {
    const wish = wishFor(MEDIA_TYPES[format], ranges);
    return wish.quality > 0 ? [{ format, ...wish }] : [];
  });
  wishes.sort((a, b) => b.quality - a.quality || b.precision - a.precision || a.place - b.place);
  return wishes[0]?.format ?? 'json';
}

function rangeOf(part: string): Range {
  const [type = '', ...parameters] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}

/** The range that names a media type most precisely decides about it. */
function wishFor(mediaType: string, ranges: readonly Range[]) {
  const names = ['*/*', mediaType.replace(/\/.*/, '/*'), mediaType];
  for (const precision of [2, 1, 0]) {
    const place = ranges.findIndex(({ type }) => type === names[precision]);
    if (place >= 0) return { quality: ranges[place]!.quality, precision, place };
  }
  return { quality: 0, precision: 0, place: 0 };
}
