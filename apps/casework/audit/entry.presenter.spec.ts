import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

describe('an entry on the auditor’s history page', () => {
  it.each([
    ['en', 'Complaint accepted', 'Central desk · นางสาวปริยากร เกาะกูดทอง', '(B.E. 2569)'],
    ['th', 'รับเรื่องไว้พิจารณา', 'ศูนย์รับเรื่องร้องเรียน · นางสาวปริยากร เกาะกูดทอง', '2569 เวลา'],
  ] as const)(
    'says in words what, who and when (%s), what was recorded closed',
    async (language, ...words) => {
      const reference = await casework.file();
      await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
      const auditor = await Visitor.signedIn(casework.url, 'auditor-1', language);
      const { page } = await auditor.get(`/cases/${reference}/history`);
      const [title = '', ...rest] = words;
      const entry = page.querySelectorAll('.ledger-entry').find(({ text }) => text.includes(title));
      const [recorded] = entry?.querySelectorAll('details') ?? [];
      expect(recorded?.hasAttribute('open')).toBe(false);
      expect(recorded?.text).toContain('ComplaintAccepted');
      expect(recorded?.text).toContain('"unit":"finance"');
      expect(entry?.querySelectorAll('.ledger-hashes code').map(({ text }) => text.length)).toEqual([64, 64]);
      recorded?.remove();
      for (const word of rest) expect(entry?.text).toContain(word);
      expect(entry?.text).not.toContain('ComplaintAccepted');
      expect(entry?.text).not.toContain('{');
    },
  );
});
