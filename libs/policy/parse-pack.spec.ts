import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';
import { phrasePackError, type PackError } from './pack-error.js';
import { parsePack } from './parse-pack.js';

const written = readFileSync(projectPath('libs/policy/packs/trat-2565.yaml'), 'utf8');

/** The Trat pack with one passage changed, and the line on which the change begins. */
function changed(passage: string, into: string): { text: string; line: number } {
  const at = written.indexOf(passage);
  if (at < 0) throw new Error(`The pack has no "${passage}"`);
  const line = written.slice(0, at).split('\n').length;
  return { text: written.replace(passage, into), line };
}

it('takes a pack of before mails about requests for personal data had words of their own', () => {
  const older = written.replace(/^ {2}data-request-[\s\S]*?(?=^ {2}circle-changed:)/m, '');
  expect(older).not.toContain('data-request-');
  expect(errorsOf(older)).toEqual([]);
});

const errorsOf = (text: string): PackError[] => {
  const result = parsePack(text, 'pack.yaml');
  return Array.isArray(result) ? result : [];
};

/** One change of the pack: what it must be refused with, and how many lines below its beginning (null: at the list that lacks it). */
const FAULTS: [
  name: string,
  passage: string,
  into: string,
  error: { path: string; message: RegExp; below?: number | null },
][] = [
  [
    'an unknown citation',
    '    onExpiry: go-on\n    citation: agency-limits',
    '    onExpiry: go-on\n    citation: nowhere',
    { path: 'clocks.8.citation', message: /unknown citation "nowhere"/, below: 1 },
  ],
  [
    'an unknown unit',
    'centralDeskUnit: damrongtham-centre',
    'centralDeskUnit: castle',
    { path: 'centralDeskUnit', message: /unknown unit "castle"/ },
  ],
  [
    'a unit below itself',
    '    name: { th: สำนักงานจังหวัดตราด, en: Trat Provincial Office }\n    parent: agency',
    '    name: { th: สำนักงานจังหวัดตราด, en: Trat Provincial Office }\n    parent: finance',
    { path: 'units.3.parent', message: /"provincial-office" is below itself/, below: 1 },
  ],
  [
    'an unknown clock of a category',
    '      - sorting\n',
    '      - hurrying\n',
    { path: 'categories.6.clocks.1', message: /unknown clock "hurrying"/ },
  ],
  [
    'a clock that counts from an unknown one',
    'countsFromDueOf: preliminary-check',
    'countsFromDueOf: nothing-here',
    { path: 'clocks.3.countsFromDueOf', message: /unknown clock "nothing-here"/ },
  ],
  [
    'a clock ahead of the one it counts from',
    '      - preliminary-check\n      - fact-finding\n',
    '      - fact-finding\n      - preliminary-check\n',
    { path: 'categories.0.clocks.1', message: /must stand before it/ },
  ],
  [
    'a category without a review window',
    '      - review-window\n',
    '',
    { path: 'categories.0.clocks', message: /"review-window" is missing/, below: null },
  ],
  [
    'an unknown role on a ladder',
    'to: central-desk }',
    'to: the-boss }',
    { path: 'ladders.desk.0.to', message: /Invalid option/ },
  ],
  [
    'an unknown event',
    'startsOn: [OutcomeTold]',
    'startsOn: [OutcomeSung]',
    { path: 'clocks.15.startsOn.0', message: /Invalid option/ },
  ],
  [
    'an unknown ladder',
    'ladder: unit\n',
    'ladder: rope\n',
    { path: 'clocks.11.ladder', message: /unknown ladder "rope"/ },
  ],
  [
    'a law clock that pauses by the agency’s own policy',
    '    countsFromDueOf: preliminary-check\n',
    '    countsFromDueOf: preliminary-check\n    pauses: { on: [InformationRequested], resumesOn: [InformationReceived], citation: agency-limits }\n',
    { path: 'clocks.3.pauses', message: /needs a law's citation of its own/, below: 1 },
  ],
  [
    'a law clock that is extended without a citation',
    '    countsFromDueOf: preliminary-check\n',
    '    countsFromDueOf: preliminary-check\n    extension: { decidedBy: head-of-agency, atMost: 5 calendar-days, times: 1 }\n',
    { path: 'clocks.3.extension', message: /needs a law's citation of its own/, below: 1 },
  ],
  [
    'general knowledge given out as law',
    '    kind: law\n    verified: V2',
    '    kind: law\n    verified: GK',
    { path: 'citations.resolution-2018-03-27.kind', message: /never law/ },
  ],
  [
    'an id there twice',
    '  - id: misconduct\n',
    '  - id: corruption\n',
    { path: 'categories.1.id', message: /"corruption" is there twice/ },
  ],
  [
    'a holiday there twice',
    "date: '2026-04-14'",
    "date: '2026-04-13'",
    { path: 'holidays.5.date', message: /2026-04-13 is there twice/ },
  ],
  [
    'a holiday that is no date',
    "date: '2026-03-03'",
    "date: '2026-02-30'",
    { path: 'holidays.2.date', message: /is not a date/ },
  ],
  [
    'a limit that is no length of time',
    'limit: 3 months',
    'limit: a season',
    { path: 'clocks.1.limit', message: /is not a length of time such as "7 calendar-days"/ },
  ],
  [
    'a limit in days extended by working days',
    'atMost: 30 calendar-days',
    'atMost: 30 working-days',
    { path: 'clocks.5.extension.atMost', message: /not extended by working-days/ },
  ],
  [
    'a status that no step covers',
    'statuses: [reported]',
    'statuses: [accepted]',
    { path: 'steps', message: /no step covers reported/, below: null },
  ],
  [
    'a mail that names what it may not',
    "'Overdue, {{reference}}: {{clockName}}'",
    "'Overdue, {{narrative}}: {{clockName}}'",
    { path: 'mail.escalation.subject.en', message: /unknown parameter \{\{narrative\}\}/ },
  ],
  [
    'a property that packs do not have',
    'bindsOn: private-person\n    onExpiry: finalise',
    'bindsOn: private-person\n    forgiving: true\n    onExpiry: finalise',
    { path: 'clocks.16.forgiving', message: /is no part of a pack/, below: 1 },
  ],
];

describe('a pack', () => {
  it('without a fault is a policy', () => {
    expect(errorsOf(written)).toEqual([]);
  });

  it.each(FAULTS)(
    'is refused for %s, by file, line and path',
    (_, passage, into, { path, message, below = 0 }) => {
      const { text, line } = changed(passage, into);
      const found = errorsOf(text).find((error) => error.path === path);
      expect(found?.message).toMatch(message);
      expect(found?.file).toBe('pack.yaml');
      if (below !== null) expect(found?.line).toBe(line + below);
    },
  );

  it('is refused for what is missing, on the line of what should hold it', () => {
    const { text, line } = changed('    isIntegrity: true\n', '');
    const [error] = errorsOf(text);
    expect(error).toMatchObject({ path: 'categories.0.isIntegrity' });
    expect(error?.line).toBeLessThanOrEqual(line);
    expect(written.split('\n')[(error?.line ?? 0) - 1]).toContain('id: corruption');
  });

  it('that is no YAML is refused on the line where it breaks', () => {
    const [error] = errorsOf('id: one\nunits: [a, b\nid: two\n');
    expect(error).toMatchObject({ file: 'pack.yaml', path: '' });
    expect(error?.line).toBeGreaterThan(1);
    expect(errorsOf('')[0]).toMatchObject({ line: 1 });
  });

  it('names all of its faults at once, each in one line', () => {
    const text = written.replace('limit: 3 months', 'limit: a season').replace("'2022-03-05'", 'yesterday');
    const errors = errorsOf(text);
    expect(errors).toHaveLength(2);
    expect(errors.map(phrasePackError)[0]).toBe('pack.yaml:4: effectiveFrom: is not a date YYYY-MM-DD');
  });
});
