import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';

/** Words that take somebody for guilty before a decision; a complaint has a person complained about. */
const PRESUMING =
  /ผู้กระทำ(ความ)?ผิด|ผู้ทุจริต|คนโกง|คนผิด|ผู้ต้องหา|จำเลย|\b(culprit|offender|guilty|perpetrator|wrongdoer|criminal|convict(ed)?)s?\b/i;
const SHOWN = /\.(njk|yaml|wording\.ts)$|locales\/\w+\.json$/;

const shown = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => SHOWN.test(file)),
);

describe('the words of pages, mails and the pack', () => {
  it('are looked through', () => {
    expect(shown.length).toBeGreaterThan(80);
    expect(PRESUMING.test('ลงโทษผู้กระทำผิด')).toBe(true);
  });

  it.each(shown)('take nobody for guilty: %s', (file) => {
    expect(PRESUMING.exec(readFileSync(projectPath(file), 'utf8'))?.[0]).toBeUndefined();
  });
});
