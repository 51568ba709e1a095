import { afterEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { namedPdf, spoolOf, taggedPhotograph } from '../evidence.builder.js';
import type { Spool } from '../spool.js';
import { FileRefused } from './file-fault.js';
import { sniff } from './sniff.js';
import { wordFile, zipOf } from './zip.builder.js';

const spools: Spool[] = [];
afterEach(async () => {
  for (const one of spools.splice(0)) await one.close();
});

async function sniffed(content: Buffer | string): Promise<string> {
  const spool = await spoolOf(content);
  spools.push(spool);
  return sniff(spool).catch((error: unknown) => {
    if (error instanceof FileRefused) return error.fault;
    throw error;
  });
}

describe('a file on the list', () => {
  it('is known by what it holds', async () => {
    expect(await sniffed(await taggedPhotograph())).toBe('image/jpeg');
    expect(
      await sniffed(
        await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      ),
    ).toBe('image/png');
    expect(await sniffed(namedPdf())).toBe('application/pdf');
    expect(await sniffed(wordFile())).toContain('wordprocessingml');
    const odt = zipOf([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', isStored: true },
      { name: 'content.xml', content: '<office/>' },
    ]);
    expect(await sniffed(odt)).toBe('application/vnd.oasis.opendocument.text');
  });

  it('may be a text in either Thai code', async () => {
    expect(await sniffed('มีการเรียกรับเงิน\r\nที่ห้อง 12\n')).toBe('text/plain');
    expect(await sniffed(Buffer.from([0xc1, 0xd5, 0xa1, 0xd2, 0xc3, 0x20, 0x31, 0x0a]))).toBe('text/plain');
    expect(await sniffed('ก'.repeat(100_000))).toBe('text/plain');
  });
});

describe('a file that is not taken', () => {
  it.each([
    ['nothing at all', '', 'empty'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'wrong-type'],
    ['noise', Buffer.from([0, 1, 2, 3, 4, 5]), 'wrong-type'],
    ['a picture of words that are a program', '<svg xmlns="x" onload="alert(1)"></svg>', 'wrong-type'],
    ['a page', '<!DOCTYPE html><script>alert(1)</script>', 'wrong-type'],
    ['a ZIP file that is no office file', zipOf([{ name: 'a.txt', content: 'a' }]), 'wrong-type'],
    [
      'a Word file with a program in it',
      wordFile({ name: 'word/vbaProject.bin', content: 'x' }),
      'has-macros',
    ],
    ['half a Word file', wordFile().subarray(0, 200), 'broken'],
  ])('%s is refused', async (_, content, fault) => {
    expect(await sniffed(content)).toBe(fault);
  });

  it('is two things at once: a picture that ends as a ZIP file', async () => {
    expect(
      await sniffed(Buffer.concat([await taggedPhotograph(), zipOf([{ name: 'a', content: 'b' }])])),
    ).toBe('polyglot');
  });

  it('is two things at once: a Word file with something ahead of it, behind it, or within', async () => {
    expect(await sniffed(Buffer.concat([wordFile(), Buffer.from('<html>')]))).toBe('polyglot');
    const hidden = Buffer.concat([wordFile(), wordFile()]);
    expect(await sniffed(hidden)).toBe('polyglot');
  });

  it('is two things at once: a PDF that is a page too', async () => {
    const page = Buffer.concat([Buffer.from('%PDF-1.4\n<script>alert(1)</script>\n'), namedPdf()]);
    expect(await sniffed(page)).toBe('polyglot');
  });

  it('unpacks to a thousand times its size', async () => {
    expect(await sniffed(wordFile({ name: 'word/media/bomb', content: Buffer.alloc(60_000_000) }))).toBe(
      'zip-bomb',
    );
  });

  it('says that it is small and is not', async () => {
    const bomb = wordFile({ name: 'word/media/bomb', content: Buffer.alloc(60_000_000), claimedSize: 10 });
    expect(['broken', 'zip-bomb']).toContain(await sniffed(bomb));
  });

  it('holds more entries than any document', async () => {
    const entries = Array.from({ length: 5_001 }, (_, at) => ({ name: `word/${at}`, content: '' }));
    expect(await sniffed(wordFile(...entries))).toBe('zip-bomb');
  });
});
