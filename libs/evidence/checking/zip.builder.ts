import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: Buffer | string;
  /** What the directory claims, where it lies. */
  claimedSize?: number;
  isStored?: boolean;
}

const HEADER = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

function record(signature: number, fields: [bytes: 2 | 4, value: number][]): Buffer {
  const out = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0));
  out.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [bytes, value] of fields) at = out.writeUIntLE(value, at, bytes);
  return out;
}

/** A ZIP file of these entries, deflated unless stored. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize, isStored } of entries) {
    const plain = Buffer.from(content);
    const packed = isStored ? plain : deflateRawSync(plain);
    const about: [2 | 4, number][] = [
      [2, 20],
      [2, 0x800],
      [2, isStored ? 0 : 8],
      [2, 0],
      [2, 0x21],
      [4, crc32(plain)],
      [4, packed.length],
      [4, claimedSize ?? plain.length],
      [2, Buffer.byteLength(name)],
      [2, 0],
    ];
    const local = Buffer.concat([record(HEADER.local, about), Buffer.from(name), packed]);
    const place: [2 | 4, number][] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ];
    central.push(record(HEADER.central, [[2, 20], ...about, ...place]), Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = record(HEADER.end, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...locals, directory, end]);
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';

/** A Word file that holds these entries besides what each has. */
export const wordFile = (...more: ZipEntry[]): Buffer =>
  zipOf([
    { name: '[Content_Types].xml', content: TYPES },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'word/document.xml', content: '<w:document>ใบเสนอราคา</w:document>' },
    ...more,
  ]);
