import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { tokensOf } from '../casework.js';
import { Visitor } from '../visitor.fake.js';

const words = { id: 'text', hash: 'hash' };
const DETAILS = 'ผู้รับเหมารายเดียวได้งานทุกปี';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);

/** Rejected, final, and its time until the sealing over. */
async function sealed(
  told: (reference: string) => Promise<void> = async () => {},
  matched: string[] = [],
): Promise<string> {
  const reference = await casework.file({ category: 'service', details: DETAILS }, matched);
  const tokenOf = tokensOf(casework.surroundings());
  for (const id of matched) {
    const match = { person: tokenOf('person', id), isSamePerson: true };
    await casework.act('desk-1', reference, 'decide-match', match);
  }
  await casework.act('desk-1', reference, 'reject', { reason: 'not-within-authority', explanation: words });
  await told(reference);
  await casework.act('desk-1', reference, 'notify-outcome', { outcome: words });
  await casework.act('desk-1', reference, 'close', {});
  const { agency, retention } = casework;
  agency.now = new Date(Date.parse(agency.now) + 25 * 86_400_000).toISOString();
  await casework.act('system', reference, 'ring', {});
  await retention.open(reference, 'rejected');
  agency.now = new Date(Date.parse(agency.now) + 31 * 86_400_000).toISOString();
  await retention.ring(reference);
  await retention.ring(reference);
  return reference;
}

describe('a case in which nothing was found', () => {
  it('is read by nobody once it is sealed, until a second person agrees to open it', async () => {
    const reference = await sealed();
    const auditor = await as('auditor-1');
    for (const one of [auditor, await as('desk-1'), await as('governor')]) {
      const shown = await one.get(`/cases/${reference}`);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain('No ground was found against anybody named here');
      expect(shown.text).not.toContain(DETAILS);
    }
    const api = await casework.api('desk-1', 'GET', `/api/v1/complaints/${reference}`);
    expect(await api.text()).not.toContain(DETAILS);

    await auditor.get(`/retention/${reference}`);
    const asked = await auditor.send(`/retention/${reference}/opening`, { reason: 'ศาลขอสำนวน' });
    expect(asked.text).toContain('A second person has to decide');
    expect(asked.page.querySelector('button[value=yes]')).toBeNull();

    const governor = await as('governor');
    const page = await governor.get(`/retention/${reference}`);
    expect(page.text).toContain('ศาลขอสำนวน');
    const decided = await governor.send(`/retention/${reference}/opening/decision`, {
      reason: 'เห็นชอบ',
      approved: 'yes',
    });
    expect(decided.status).toBe(200);
    await casework.retention.ring(reference);
    expect((await (await as('desk-1')).get(`/cases/${reference}`)).text).toContain(DETAILS);
  }, 60_000);

  it('names the accused who was matched and whom a letter told only until then, and prints that letter no more', async () => {
    const accused = { id: 'officer-finance-2', name: 'ปัณณวัฒน์' };
    let letter = '';
    const shown = async (who: string, path: string): Promise<string> =>
      (await (await as(who)).get(path)).text;
    const reference = await sealed(
      async (one) => {
        const desk = await as('desk-1');
        const telling = (command: string, body: object): Promise<Response> =>
          casework.api('desk-1', 'POST', `/api/v1/complaints/${one}/commands/${command}`, body, {
            'idempotency-key': randomUUID(),
          });
        const result = { person: accused.id, notice: 'result', words: 'ไม่มีมูล' };
        expect((await telling('tell-subject', result)).status).toBe(200);
        const { page, text } = await desk.get(`/cases/${one}`);
        expect(text).toContain(`How the matter ended · นาย${accused.name}`);
        expect(text).toMatch(new RegExp(`Match of a name decided: นาย${accused.name}.* · Is the one named`));
        expect(await shown('auditor-1', `/cases/${one}/history`)).toContain(accused.name);
        letter = page.querySelector('a[href*="/letters/"]')?.getAttribute('href') ?? '';
        expect(await shown('desk-1', letter)).toContain(accused.name);
      },
      [accused.id],
    );
    for (const [who, path] of [
      ['desk-1', `/cases/${reference}`],
      ['auditor-1', `/cases/${reference}/history`],
    ] as const) {
      expect(await shown(who, path)).toContain('How the matter ended');
      expect(await shown(who, path)).toContain('Is the one named');
      expect(await shown(who, path)).not.toContain(accused.name);
    }
    expect((await (await as('desk-1')).get(letter)).status).toBe(404);
  }, 60_000);

  it.each(['th', 'en'] as const)(
    'keeps what was typed where the reason is missing (%s)',
    async (language) => {
      const reference = await sealed();
      const auditor = await as('auditor-1', language);
      await auditor.get(`/retention/${reference}`);
      const shown = await auditor.send(`/retention/${reference}/opening`, { reason: ' ' });
      expect(shown.status).toBe(400);
      expect(shown.page.querySelector('.govuk-error-summary')).not.toBeNull();
    },
  );
});
