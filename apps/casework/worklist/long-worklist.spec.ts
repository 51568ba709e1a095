import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { type Visited, Visitor } from '../visitor.fake.js';

const CASES = 260;
let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  const reference = await casework.file();
  const { main } = casework.agency.databases;
  await main.query(
    `INSERT INTO case_view SELECT (jsonb_populate_record(c, jsonb_build_object(
       'reference', 'TRT-69-COPY-' || n, 'stream', 'copy-' || n))).*
     FROM case_view c, generate_series(2, $2::int) n WHERE c.reference = $1`,
    [reference, CASES],
  );
  await main.query(
    `INSERT INTO task (reference, kind, role, due_at)
     SELECT reference, 'screen', 'central-desk', filed_at FROM case_view WHERE reference <> $1`,
    [reference],
  );
}, 60_000);
afterAll(() => casework?.close());

const referencesOn = ({ page }: Visited): string[] =>
  page.querySelectorAll('tbody a').map((link) => link.getAttribute('href')?.replace('/cases/', '') ?? '');
const hrefOf = ({ page }: Visited, rel: 'next' | 'prev'): string | undefined =>
  page.querySelector(`.govuk-pagination a[rel=${rel}]`)?.getAttribute('href');

describe('a worklist longer than a page', () => {
  it('says how long it is and leads, page by page, to every task once', async () => {
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    let here = await desk.get('/worklist?category=corruption');
    expect(here.text).toContain(`Tasks: ${CASES}`);
    expect(hrefOf(here, 'prev')).toBeUndefined();
    const seen = referencesOn(here);
    for (let next = hrefOf(here, 'next'); next !== undefined; next = hrefOf(here, 'next')) {
      here = await desk.get(next);
      seen.push(...referencesOn(here));
    }
    expect([seen.length, new Set(seen).size]).toEqual([CASES, CASES]);
    expect(here.path).toContain('category=corruption');
    expect(here.page.querySelector('.govuk-pagination [aria-current]')?.text.trim()).toBe('6');
  });

  it('has its words in Thai', async () => {
    const desk = await Visitor.signedIn(casework.url, 'desk-1', 'th');
    const { page } = await desk.get('/worklist?page=2');
    const text = page.querySelector('.govuk-pagination')?.text ?? '';
    expect([text.includes('ถัดไป'), text.includes('ก่อนหน้า'), /[a-z]/i.test(text)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each(['0', '-1', 'x', '1.5', '99999999999999999999', '7'])(
    'shows some page of it when asked for page %s',
    async (number) => {
      const desk = await Visitor.signedIn(casework.url, 'desk-1');
      const shown = await desk.get(`/worklist?page=${number}`);
      expect([shown.status, referencesOn(shown).length > 0]).toEqual([200, true]);
    },
  );

  it('comes page by page over the API', async () => {
    const seen: string[] = [];
    for (let page: number | null = 1; page !== null;) {
      const answer = await casework.api('desk-1', 'GET', `/api/v1/tasks?page=${page}`);
      const body = (await answer.json()) as {
        tasks: { reference: string }[];
        total: number;
        nextPage: number | null;
      };
      expect(body.total).toBe(CASES);
      seen.push(...body.tasks.map(({ reference }) => reference));
      page = body.nextPage;
    }
    expect([seen.length, new Set(seen).size]).toEqual([CASES, CASES]);
    expect((await casework.api('desk-1', 'GET', '/api/v1/tasks?page=0')).status).toBe(422);
  });
});
