import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';

const CASES = 50_003;
let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  const reference = await casework.file();
  await casework.agency.databases.main.query(
    `INSERT INTO case_view SELECT (jsonb_populate_record(c, jsonb_build_object(
       'reference', 'TRT-69-COPY-' || n, 'stream', 'copy-' || n,
       'category', CASE WHEN n % 2 = 0 THEN 'service' ELSE '=1+1' END))).*
     FROM case_view c, generate_series(2, $2::int) n WHERE c.reference = $1`,
    [reference, CASES],
  );
}, 120_000);
afterAll(() => casework?.close());

const rowsOf = async (who: string, query = ''): Promise<string[][]> => {
  const answer = await casework.api(who, 'GET', `/export.csv${query}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('cases.csv');
  const text = await answer.text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
};

describe('the export', () => {
  it('holds every case of the search once, however many there are, formulas escaped', async () => {
    const [head, ...rows] = await rowsOf('auditor-1');
    expect(head?.[0]).toContain('reference');
    expect([rows.length, new Set(rows.map(([reference]) => reference)).size]).toEqual([CASES, CASES]);
    expect([...new Set(rows.map((row) => row[2]))].sort()).toEqual([`'=1+1`, 'corruption', 'service']);
  }, 120_000);

  it('is narrowed by the search, and goes out as it is read', async () => {
    const rows = await rowsOf('auditor-1', '?category=service');
    expect(rows.length - 1).toBe(Math.floor(CASES / 2));
    const { headers, body } = await casework.api('auditor-1', 'GET', '/export.csv');
    expect(headers.get('content-length')).toBeNull();
    await body?.cancel();
    expect((await casework.api('auditor-1', 'GET', '/cases')).status).toBe(200);
  }, 120_000);

  it('leaves out what does not exist for whoever asks, and says what is wrong with a search', async () => {
    const hidden = await casework.file({}, ['auditor-1']);
    const references = async (who: string): Promise<string[]> =>
      (await rowsOf(who, '?category=corruption')).map(([reference]) => reference ?? '');
    expect([
      (await references('auditor-1')).includes(hidden),
      (await references('auditor-2')).includes(hidden),
    ]).toEqual([false, true]);
    expect((await casework.api('auditor-1', 'GET', '/export.csv?from=yesterday')).status).toBe(422);
  });
});
