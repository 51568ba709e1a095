import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { parse } from 'node-html-parser';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, type Filed } from './complainant.js';
import { Staff } from './staff.js';

/** What a proxy and a browser tell of a visitor, each found nowhere else in the world. */
const MARKS = ['203.0.113.177', 'MarkedBrowser-zq7', 'marked-referrer-zq7'];
const TELLING = {
  'x-forwarded-for': MARKS[0]!,
  'x-real-ip': MARKS[0]!,
  forwarded: `for=${MARKS[0]}`,
  'user-agent': `${MARKS[1]}/1.0`,
  referer: `https://${MARKS[2]}.example/page`,
};

/** A mark as it may have been written: as it is, as base64 at any place of a longer text, or as a bare hash. */
const formsOf = (mark: string): Buffer[] => [
  Buffer.from(mark),
  Buffer.from(mark, 'utf16le'),
  ...[0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + mark).toString('base64');
    return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, encoded.length - 4));
  }),
  Buffer.from(createHash('sha256').update(mark).digest('hex')),
  createHash('sha256').update(mark).digest(),
];

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || entry.isFile() ? filesUnder(join(path, entry.name)) : [],
  );
}

describe('a visitor of the public site', () => {
  let stack: Stack;
  let filed: Filed;
  const pages: { path: string; text: string }[] = [];

  /** One request as it comes through the agency's proxy. */
  const visit = (
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; headers: IncomingHttpHeaders }> =>
    new Promise((resolve, reject) => {
      const sent = request(
        stack.publicUrl + path,
        { method: body === undefined ? 'GET' : 'POST', headers: { ...TELLING, ...headers } },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => (text += String(chunk)));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
        },
      );
      sent.once('error', reject).end(body);
    });

  beforeAll(async () => {
    stack = await startStack();
    const json = { 'content-type': 'application/json' };
    for (const path of [
      '/',
      '/advice',
      '/complain?about=integrity',
      '/track',
      '/procedure',
      '/statistics',
      '/verify-receipt',
      '/not-there',
    ])
      pages.push({ path, text: (await visit(path)).text });
    const answer = await visit('/api/v1/complaints', JSON.stringify(anonymousComplaint), json);
    filed = JSON.parse(answer.text) as Filed;
    const code = { 'receipt-code': filed.receiptCode };
    expect((await visit(`/api/v1/complaints/${filed.reference}`, undefined, code)).status).toBe(200);
    // Refusals are answered by other code.
    await visit('/api/v1/complaints', '{"broken', json);
    await visit('/api/v1/complaints', JSON.stringify({ ...anonymousComplaint, category: 'gossip' }), json);
    await visit('/track', 'reference=x&code=y', { 'content-type': 'application/x-www-form-urlencoded' });
    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ role }) => role === 'auditor')!,
    );
    await until(async () => (await auditor.get(`complaints/${filed.reference}`)).status === 200);
  }, 240_000);
  afterAll(() => stack?.stop());

  it('is found in no table of either database', async () => {
    let text = '';
    for (const url of [stack.settings.databaseUrl, stack.settings.keysDatabaseUrl]) {
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      );
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
        text += rows.map(({ row }) => row).join('\n');
      }
      await client.query('CHECKPOINT');
      await client.end();
    }
    // What is there is found, so that what is not found is not there.
    expect(text).toContain(filed.reference);
    for (const mark of MARKS) {
      expect(text).not.toContain(mark);
      expect(text).not.toContain(Buffer.from(mark).toString('hex'));
    }
  }, 60_000);

  it("is found in no file: logs, PostgreSQL's, Temporal's, mails, keys, heads", () => {
    const { dataDir } = stack.settings;
    const holding = (needle: Buffer): string[] =>
      filesUnder(dataDir).filter((file) => {
        try {
          return readFileSync(file).includes(needle);
        } catch (error) {
          // A server puts its files away while they are listed.
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
          throw error;
        }
      });
    const withReference = holding(Buffer.from(filed.reference));
    expect(withReference.some((file) => file.includes('/temporal/'))).toBe(true);
    expect(withReference.some((file) => file.includes('/postgres'))).toBe(true);
    for (const mark of MARKS) for (const form of formsOf(mark)) expect(holding(form)).toEqual([]);
  }, 240_000);

  it('is led to no other site by any page', () => {
    for (const { path, text } of pages) {
      const page = parse(text);
      const loaded = page
        .querySelectorAll('[src], link[href], form[action], [style*="url"]')
        .map(
          (one) => one.getAttribute('src') ?? one.getAttribute('href') ?? one.getAttribute('action') ?? '',
        );
      expect(loaded.filter((address) => !address.startsWith('/'))).toEqual([]);
      expect(page.querySelectorAll('script, iframe, img[src^="http"]').map(() => path)).toEqual([]);
    }
  });
});
