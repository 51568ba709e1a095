import type { Spool } from '../spool.js';

/** Control characters that no text has; tab, line ends and form feed are none of them. */
const isBinary = (byte: number): boolean =>
  byte < 0x20 ? byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 : byte === 0x7f;
/** Bytes that TIS-620, the older Thai code, leaves empty. */
const isNoThai = (byte: number): boolean =>
  (byte > 0x80 && byte < 0xa1 && byte !== 0x85) || (byte > 0xda && byte < 0xdf) || byte > 0xfb;

/** Whether the file is text of people: UTF-8, or Thai in TIS-620. */
export async function isPlainText(spool: Spool): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [isUtf8, isTis620] = [true, true];
  const decodes = (piece?: Buffer): boolean => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  for await (const piece of spool.stream() as AsyncIterable<Buffer>) {
    if (piece.some(isBinary)) return false;
    isUtf8 &&= decodes(piece);
    isTis620 &&= !piece.some(isNoThai);
    if (!isUtf8 && !isTis620) return false;
  }
  return (isUtf8 && decodes()) || isTis620;
}
