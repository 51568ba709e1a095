import type { Spool } from '../spool.js';
import { FileRefused } from './file-fault.js';

const HEAD_BYTES = 1_024;
const END_OF_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');
const END_OF_ZIP_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const PDF = Buffer.from('%PDF-');
const MARKUP = /<(!doctype\s+html|html|script|svg|iframe)[\s>]/i;

/** Where the record that ends a ZIP file lies; -1 where the file is none. */
function endOfZip(tail: Buffer): number {
  for (let at = tail.length - END_OF_ZIP_BYTES; at >= 0; at = tail.lastIndexOf(END_OF_ZIP, at - 1)) {
    if (
      tail.subarray(at, at + 4).equals(END_OF_ZIP) &&
      at + END_OF_ZIP_BYTES + tail.readUInt16LE(at + 20) <= tail.length
    )
      return at;
    if (at === 0) return -1;
  }
  return -1;
}

/**
 * Throws `polyglot` where the file is one thing to the program that checks it and another to the one that opens it: a
 * ZIP file with something before or behind it, or anything else that ends as a ZIP file or begins as a PDF or a page.
 */
export async function refuseSecondNature(
  spool: Spool,
  nature: { isZip: boolean; isPdf: boolean },
): Promise<void> {
  const { size } = spool;
  const start = Math.max(0, size - LONGEST_COMMENT - END_OF_ZIP_BYTES);
  const tail = await spool.bytes(start, size);
  const head = await spool.bytes(0, HEAD_BYTES);
  const at = endOfZip(tail);
  if (nature.isZip) {
    if (at < 0) throw new FileRefused('broken');
    const directory = { bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
    const isExact =
      directory.offset + directory.bytes === start + at &&
      at + END_OF_ZIP_BYTES + tail.readUInt16LE(at + 20) === tail.length &&
      head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
    if (!isExact) throw new FileRefused('polyglot');
  } else if (at >= 0) throw new FileRefused('polyglot');
  if (nature.isPdf ? head.indexOf(PDF) !== 0 : head.includes(PDF)) throw new FileRefused('polyglot');
  if (!nature.isZip && MARKUP.test(head.toString('latin1'))) throw new FileRefused('polyglot');
}
