import type { EvidenceKind } from '#domain/complaint/evidence.js';

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** What is taken: each type by its kind and the ending that a file of it is shown with. */
export const MEDIA_TYPES = {
  'image/jpeg': { kind: 'image', ending: 'jpg' },
  'image/png': { kind: 'image', ending: 'png' },
  'image/webp': { kind: 'image', ending: 'webp' },
  'image/heic': { kind: 'image', ending: 'heic' },
  'application/pdf': { kind: 'document', ending: 'pdf' },
  [`${office}.wordprocessingml.document`]: { kind: 'document', ending: 'docx' },
  [`${office}.spreadsheetml.sheet`]: { kind: 'document', ending: 'xlsx' },
  [`${office}.presentationml.presentation`]: { kind: 'document', ending: 'pptx' },
  [`${openDocument}.text`]: { kind: 'document', ending: 'odt' },
  [`${openDocument}.spreadsheet`]: { kind: 'document', ending: 'ods' },
  'audio/mpeg': { kind: 'audio', ending: 'mp3' },
  'audio/x-m4a': { kind: 'audio', ending: 'm4a' },
  'audio/wav': { kind: 'audio', ending: 'wav' },
  'audio/ogg': { kind: 'audio', ending: 'ogg' },
  'video/mp4': { kind: 'video', ending: 'mp4' },
  'video/quicktime': { kind: 'video', ending: 'mov' },
  'video/webm': { kind: 'video', ending: 'webm' },
  'text/plain': { kind: 'text', ending: 'txt' },
} as const satisfies Record<string, { kind: EvidenceKind; ending: string }>;

export type MediaType = keyof typeof MEDIA_TYPES;

export const isMediaType = (type: string): type is MediaType => type in MEDIA_TYPES;

/** Those that are ZIP files inside. */
export const isOfficeFile = (type: MediaType): boolean =>
  type.startsWith(office) || type.startsWith(openDocument);

/** For the form's `accept`, which spares people a wrong choice and protects nobody. */
export const ENDINGS: readonly string[] = Object.values(MEDIA_TYPES).map(({ ending }) => ending);
