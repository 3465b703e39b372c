/** A kind of file that may be attached; `image` is drawn anew before it is kept. */
export interface FileKind {
  readonly mediaType: string;
  /** Endings that fit; the first one is given to a name that has none of them. */
  readonly endings: readonly string[];
  readonly image?: boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** The allow-list. What is recognised by its content as anything else is not taken. */
export const FILE_KINDS = [
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], image: true },
  { mediaType: 'image/png', endings: ['png'], image: true },
  { mediaType: 'image/webp', endings: ['webp'], image: true },
  { mediaType: 'application/pdf', endings: ['pdf'] },
  { mediaType: `${OFFICE}.wordprocessingml.document`, endings: ['docx'] },
  { mediaType: `${OFFICE}.spreadsheetml.sheet`, endings: ['xlsx'] },
  { mediaType: `${OFFICE}.presentationml.presentation`, endings: ['pptx'] },
  { mediaType: 'text/plain', endings: ['txt'] },
  { mediaType: 'text/csv', endings: ['csv'] },
] as const satisfies readonly FileKind[];

export const MEDIA_TYPES: readonly string[] = FILE_KINDS.map(({ mediaType }) => mediaType);

export function kindOf(mediaType: string): FileKind | null {
  return FILE_KINDS.find((kind) => kind.mediaType === mediaType) ?? null;
}

/**
 * Which kind of text a name speaks of. Text has no mark of its own, and a script, a page or a batch file is text too:
 * so it is taken only under a name that claims to be no more than that.
 */
export function textKindOf(name: string): FileKind | null {
  const ending = endingOf(name);
  if (ending === 'csv') return kindOf('text/csv');
  return ending === 'txt' || ending === null ? kindOf('text/plain') : null;
}

/** The ending in lower case: at most eight Latin letters and digits with a letter among them, after the last dot. */
export function endingOf(name: string): string | null {
  return /.\.(?=[a-z0-9]*[a-z])([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? null;
}
