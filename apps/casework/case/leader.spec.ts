import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { tokensOf } from '../casework.js';

let casework: CaseworkForTests;
/** Linked to `leader`, which names the auditor and a member of the desk; so was, for a while, `unlinked`. */
let follower: string;
let unlinked: string;
let leader: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  [leader, follower, unlinked] = [await casework.file(), await casework.file(), await casework.file()];
  for (const one of [follower, unlinked]) await casework.act('desk-1', one, 'link', { leader });
  await casework.act('desk-1', unlinked, 'unlink', {});
  const tokenOf = tokensOf(casework.surroundings());
  await casework.act('desk-1', leader, 'add-accused', {
    persons: ['auditor-1', 'desk-2'].map((id) => tokenOf('person', id)),
    units: [],
    subject: { id: 'text', hash: 'hash' },
  });
}, 60_000);
afterAll(() => casework?.close());

const text = async (who: string, path: string): Promise<string> => {
  const answer = await casework.api(who, 'GET', path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};
const LISTS = ['/cases', '/worklist', '/api/v1/complaints', '/api/v1/tasks'];
const pagesOf = (reference: string): string[] => [
  `/cases/${reference}`,
  `/cases/${reference}/add-note`,
  `/api/v1/complaints/${reference}`,
];
const historiesOf = (reference: string): string[] => [
  `/cases/${reference}/history`,
  `/api/v1/complaints/${reference}/history`,
];

describe('the leader of a linked case', () => {
  it('is named to those for whom it exists', async () => {
    for (const path of [`/cases/${follower}`, `/api/v1/complaints/${follower}`, '/api/v1/complaints'])
      expect([path, (await text('desk-1', path)).includes(leader)]).toEqual([path, true]);
    for (const path of ['/export.csv', ...historiesOf(follower), ...historiesOf(unlinked)])
      expect([path, (await text('auditor-2', path)).includes(leader)]).toEqual([path, true]);
  });

  it('is named nowhere to those for whom it does not', async () => {
    for (const path of [...LISTS, ...pagesOf(follower), ...pagesOf(unlinked)])
      for (const who of ['auditor-1', 'desk-2'])
        expect([who, path, (await text(who, path)).includes(leader)]).toEqual([who, path, false]);
    for (const path of ['/export.csv', ...historiesOf(follower), ...historiesOf(unlinked)])
      expect([path, (await text('auditor-1', path)).includes(leader)]).toEqual([path, false]);
  });

  it('leaves the history of the case whole but for its name, and says so', async () => {
    const api = async (who: string) =>
      JSON.parse(await text(who, `/api/v1/complaints/${unlinked}/history`)) as {
        entries: { type: string; hash: string; body: unknown }[];
      };
    const [whole, withheld] = [await api('auditor-2'), await api('auditor-1')];
    expect(withheld.entries.map(({ type, hash }) => [type, hash])).toEqual(
      whole.entries.map(({ type, hash }) => [type, hash]),
    );
    const bodyOf = (type: string) => withheld.entries.find((entry) => entry.type === type)?.body;
    expect([bodyOf('LinkedToLeader'), bodyOf('Unlinked')]).toEqual([{ leader: null }, { leader: null }]);
    const page = `/cases/${unlinked}/history?lang=`;
    expect(await text('auditor-1', `${page}en`)).toContain('withheld');
    expect(await text('auditor-1', `${page}th`)).toContain('ปกปิด');
    expect(await text('auditor-2', `${page}en`)).not.toContain('withheld');
  });

  it('does not come out when the link is taken back', async () => {
    const path = `/api/v1/complaints/${follower}/commands/unlink`;
    const answer = await casework.api('desk-2', 'POST', path, {});
    expect(answer.status).toBe(200);
    const told = await answer.text();
    expect([told.includes('Unlinked'), told.includes(leader)]).toEqual([true, false]);
  });
});
