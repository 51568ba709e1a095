import { fileTypeFromBuffer } from 'file-type';
import { isMediaType, isOfficeFile, type MediaType } from '../media-type.js';
import type { Spool } from '../spool.js';
import { FileRefused } from './file-fault.js';
import { isPlainText } from './plain-text.js';
import { refuseSecondNature } from './second-nature.js';
import { zipEntries } from './zip-entries.js';

const SNIFFED_BYTES = 65_536;
/** Names that one type has more than one of. */
const SAME: Record<string, MediaType> = {
  'audio/mp4': 'audio/x-m4a',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/opus': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'image/heif': 'image/heic',
  'video/x-m4v': 'video/mp4',
};

const OFFICE: readonly [folder: string, type: MediaType][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

/** An office file is a ZIP file that holds what such a file has to; its first entry says which of the open formats. */
async function officeType(spool: Spool, guess: string): Promise<MediaType> {
  await refuseSecondNature(spool, { isZip: true, isPdf: false });
  const names = await zipEntries(spool);
  if (names.some((name) => /vbaProject\.bin$|^Basic\/|^Scripts\//i.test(name)))
    throw new FileRefused('has-macros');
  if (guess.startsWith('application/vnd.oasis') && isMediaType(guess) && names.includes('content.xml'))
    return guess;
  const found =
    names.includes('[Content_Types].xml') &&
    OFFICE.find(([folder]) => names.some((name) => name.startsWith(folder)));
  if (!found) throw new FileRefused('wrong-type');
  return found[1];
}

/** A page or a drawing is text too, and no evidence that can be shown safely. */
const hasSecondNature = (spool: Spool): Promise<boolean> =>
  refuseSecondNature(spool, { isZip: false, isPdf: false }).then(
    () => false,
    () => true,
  );

/**
 * What the file is, by what it holds and never by its name. Throws `FileRefused` for what is not on the list, and for
 * what is on it but is a trap.
 */
export async function sniff(spool: Spool): Promise<MediaType> {
  if (spool.size === 0) throw new FileRefused('empty');
  const head = await spool.bytes(0, SNIFFED_BYTES);
  const found = (await fileTypeFromBuffer(head))?.mime;
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')))
    return officeType(spool, found ?? '');
  if (found === undefined) {
    if (!(await isPlainText(spool)) || (await hasSecondNature(spool))) throw new FileRefused('wrong-type');
    return 'text/plain';
  }
  const type = SAME[found] ?? found;
  if (!isMediaType(type) || isOfficeFile(type)) throw new FileRefused('wrong-type');
  await refuseSecondNature(spool, { isZip: false, isPdf: type === 'application/pdf' });
  return type;
}
