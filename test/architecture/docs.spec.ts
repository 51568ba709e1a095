import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';

const read = (...path: string[]): string => readFileSync(projectPath(...path), 'utf8');
const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

const DOCUMENTS = [
  ...readdirSync(projectPath('.')).filter((name) => name.endsWith('.md')),
  ...filesBelow('docs', '.md'),
];

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function isAlive(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(projectPath(target))) return false;
  const headings = anchor === undefined ? [] : [...read(target).matchAll(/^#+ (.+)$/gm)];
  return anchor === undefined || headings.some(([, heading = '']) => anchorOf(heading) === anchor);
}

const CLAUSES = '1 2.1 2.2 2.3 3.1–3.3 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 6.1 6.2 6.3 6.4 6.5 close'.split(' ');
/** What a row of each status has to link at least. */
const LINKED: Record<string, string[]> = {
  Built: ['page', 'code', 'test'],
  Partly: ['code', 'test'],
  'Not built yet': [],
};
const tableRows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the documents', () => {
  it('link to nothing that is not there', () => {
    const dead = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^[a-z]+:/.test(link) && !isAlive(document, link))
        .map((link) => `${document}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it('name only files that are there', () => {
    const dead = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/`((?:apps|libs|workflows|infra|test|docs|policies)\/[\w./-]+)`/g)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(projectPath(path)))
        .map((path) => `${document}: ${path}`),
    );
    expect(dead).toEqual([]);
  });

  it('have a row with an honest status for every clause of the announcement', () => {
    const rows = tableRows(read('docs', 'clauses.md')).slice(1);
    expect(rows.map(([clause]) => clause)).toEqual(CLAUSES);
    for (const [clause, , , status = '', page = '', code = '', test = ''] of rows) {
      expect(Object.keys(LINKED)).toContain(status);
      const links = { page, code, test };
      const linked = Object.entries(links).flatMap(([kind, cell]) => (cell.includes('](') ? [kind] : []));
      if (status === 'Not built yet') expect({ clause, linked }).toEqual({ clause, linked: [] });
      else
        expect({ clause, linked }).toEqual({ clause, linked: expect.arrayContaining(LINKED[status] ?? []) });
    }
  });

  it('number the decisions without gap or doubling, and list each', () => {
    const decisions = readdirSync(projectPath('docs', 'decisions'))
      .filter((name) => /^\d/.test(name))
      .sort();
    expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(decisions.map((_, index) => index + 1));
    const index = read('docs', 'decisions', 'README.md');
    for (const name of decisions) {
      expect(index).toContain(`](${name})`);
      expect(read('docs', 'decisions', name)).toMatch(new RegExp(`^# ${name.slice(0, 4)} `));
    }
  });

  it('list every role that a file name has', () => {
    const listed = tableRows(read('CONTRIBUTING.md')).flatMap(
      ([role = '']) => /^`\.([a-z]+)`$/.exec(role)?.[1] ?? [],
    );
    const used = ['apps', 'libs', 'workflows', 'infra', 'test']
      .flatMap((folder) => filesBelow(folder, '.ts'))
      .flatMap((path) => basename(path).split('.').slice(1, -1));
    expect([...new Set(used)].filter((role) => !listed.includes(role))).toEqual([]);
  });
});
