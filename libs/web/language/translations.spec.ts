import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';

type Texts = { [key: string]: string | Texts };

const keysOf = (texts: Texts, prefix = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
const read = (folder: string, language: string): Texts =>
  JSON.parse(readFileSync(projectPath(folder, `${language}.json`), 'utf8')) as Texts;
const templatesIn = (folder: string): string[] =>
  readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .map((name) => readFileSync(join(projectPath(folder), name), 'utf8'));

const SITES = ['apps/intake', 'apps/casework'].filter((site) =>
  existsSync(projectPath(site, 'locales/th.json')),
);

describe('the texts of the sites', () => {
  it.each(['libs/web/locales', ...SITES.map((site) => `${site}/locales`)])(
    '%s: are in both languages',
    (folder) => {
      expect(keysOf(read(folder, 'en')).sort()).toEqual(keysOf(read(folder, 'th')).sort());
    },
  );

  it.each(SITES)('%s: exist for every key that a template names', (site) => {
    const known = new Set([
      ...keysOf(read('libs/web/locales', 'th')),
      ...keysOf(read(`${site}/locales`, 'th')),
    ]);
    const named = [...templatesIn('libs/web'), ...templatesIn(site)]
      .flatMap((text) => [...text.matchAll(/\bt\("([^"]+)"[,)]/g)])
      .map(([, key = '']) => key);
    expect(named.filter((key) => !known.has(key) && !known.has(`${key}_other`))).toEqual([]);
  });
});
