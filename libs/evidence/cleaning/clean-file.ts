import type { MediaType } from '../media-type.js';
import type { Spool } from '../spool.js';
import { cleanImage } from './image-cleaner.js';
import { cleanByMat2 } from './mat2.js';

export interface Cleaning {
  hasMat2: boolean;
  /** For files on their way; holds plain ones only while mat2 works. */
  folder: string;
}

const REMADE: Partial<Record<MediaType, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** Two at once would cost the memory and the processors of two. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * The file without what says where, when, by whom and with what it was made; `source` itself where there is nothing to
 * remove; null where nobody here can remove it. Throws `FileRefused('broken')`.
 */
export async function cleanFile(
  source: Spool,
  type: MediaType,
  { hasMat2, folder }: Cleaning,
): Promise<Spool | null> {
  if (type === 'text/plain') return source;
  const format = REMADE[type];
  if (format !== undefined) return inTurn(() => cleanImage(source.stream(), format, folder));
  return hasMat2 ? inTurn(() => cleanByMat2(source, type, folder)) : null;
}
