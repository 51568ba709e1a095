import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { EvidenceRoom } from './evidence-room.js';
import { Spool } from './spool.js';
import { FolderStorage } from './storage/folder-storage.js';

/** A photograph that says where it was taken: at the province hall of Trat, with a telephone that names its owner. */
export const taggedPhotograph = (): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: '#2a6' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhone', Artist: 'Somchai of the finance unit' },
      IFD3: { GPSLatitude: '12/1 14/1 36/1', GPSLatitudeRef: 'N', GPSLongitude: '102/1 30/1 54/1' },
    })
    .toBuffer();

/** A one-page PDF that names its author. */
export function namedPdf(text = 'Hello'): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length + 32} >>\nstream\nBT /F1 18 Tf 20 40 Td (${text}) Tj ET\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Author (Somchai of the finance unit) /Creator (SecretWriter) >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`,
    'latin1',
  );
}

/** A folder of this spec's own. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'prongsai-evidence-'));

export const spoolOf = (content: Buffer | string, folder = newFolder()): Promise<Spool> =>
  Spool.of(Readable.from([Buffer.from(content)]), folder);

/** A room on a folder, without scanner and mat2. */
export function evidenceRoom(changes: Partial<EvidenceRoom> = {}): EvidenceRoom {
  const folder = newFolder();
  return {
    storage: new FolderStorage(join(folder, 'kept')),
    limits: { file: 50 * 1_024 * 1_024, whole: 200 * 1_024 * 1_024, files: 10 },
    scan: null,
    hasMat2: false,
    folder,
    ...changes,
  };
}
