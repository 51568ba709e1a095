import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';

interface Rule {
  name: string;
  to: { path?: string };
}

const { forbidden } = createRequire(import.meta.url)(projectPath('.dependency-cruiser.cjs')) as {
  forbidden: Rule[];
};
const stores = readdirSync(projectPath('libs/persistence')).filter((file) => /^[a-z-]+\.ts$/.test(file));
const guardedBy = (name: string): string[] => {
  const { to } = forbidden.find((rule) => rule.name === name)!;
  return stores.filter((file) => new RegExp(to.path!).test(`libs/persistence/${file}`));
};
const contentOf = (file: string): string => readFileSync(projectPath('libs/persistence', file), 'utf8');

describe('the boundary around the state of a case', () => {
  it('is around every store that writes it', () => {
    const writes = /(INSERT INTO|UPDATE|DELETE FROM) (case_view|task|mail_outbox)\b/;
    const ofCases = ['case-ledger-store.ts', 'case-view-store.ts', 'mail-outbox-store.ts', 'task-store.ts'];
    // Of no case, or of what was decided and only has to go out again.
    const ofAddresses = ['address-task-store.ts', 'refused-mail-store.ts'];
    expect(guardedBy('worker-alone-writes-case-state')).toEqual(ofCases);
    expect(guardedBy('addresses-are-the-administrations')).toEqual(ofAddresses);
    const writers = stores.filter((file) => writes.test(contentOf(file)));
    expect([...ofCases, ...ofAddresses]).toEqual(expect.arrayContaining(writers));
    expect(writers).toHaveLength(5);
  });

  it('is around every way into the ledger but filing, which writes the first entry of a case', () => {
    const writers = stores.filter((file) =>
      /(INSERT INTO|UPDATE) ledger_(entry|head)\b/.test(contentOf(file)),
    );
    // The store of seals exchanges those of entries that are there, and nothing of what they say.
    expect(writers).toEqual(['filing-store.ts', 'ledger-append.ts', 'ledger-seal-store.ts']);
    expect(guardedBy('ledger-grows-by-its-stores')).toEqual(['ledger-append.ts']);
  });
});
