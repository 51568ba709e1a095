import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { CLAMD_MISSING, ClamdForTests, EICAR, hasClamd } from '../../../test/support/clamd.js';
import { clamdScan } from './clamd.js';

const withClamd = hasClamd ? describe : describe.skip;
if (!hasClamd) process.stdout.write(CLAMD_MISSING);

withClamd('a real clamd', () => {
  let daemon: ClamdForTests;
  beforeAll(async () => {
    daemon = await ClamdForTests.start();
  });
  afterAll(() => daemon?.stop());

  it('finds what is harmful and lets pass what is not, in many pieces', async () => {
    const scan = clamdScan({ path: daemon.path });
    expect(await scan(Readable.from([Buffer.from(EICAR)]))).toBe('infected');
    expect(await scan(Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(65_536, 'a'))))).toBe(
      'clean',
    );
    expect(await scan(Readable.from([]))).toBe('clean');
  });
});

describe('a scanner that is away', () => {
  it('leaves the file unscanned', async () => {
    expect(await clamdScan({ path: '/nonexistent/clamd.sock' })(Readable.from([Buffer.from('a')]))).toBe(
      'unscanned',
    );
    expect(await clamdScan({ host: '127.0.0.1', port: 1 })(Readable.from([Buffer.from('a')]))).toBe(
      'unscanned',
    );
  });
});
