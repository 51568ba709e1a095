import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';
import { accuse, protectedCase, someText as text } from './protected-case.builder.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);
const statusOf = async (who: string, path: string): Promise<number> =>
  (await casework.api(who, 'GET', path)).status;

describe('a protection', () => {
  it('is on the worklist and the list of custodians, and leads to what can be done', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    const worklist = await custodian.get('/worklist');
    expect(worklist.page.querySelector(`a[href="/protections/${id}"]`)?.text).toContain('Assess the risk');
    expect((await custodian.get('/protections')).text).toContain(id);
    expect((await custodian.get('/protections?risk=high')).text).not.toContain(id);
    const { page } = await custodian.get(`/protections/${id}`);
    const hrefs = page.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(hrefs).toContain(`/protections/${id}/assess-risk`);
  });

  it('is late on the list when its assessment is', async () => {
    const id = await protectedCase(casework);
    const earlier = casework.agency.now;
    casework.agency.now = '2026-03-04T03:00:00.000Z';
    const custodian = await as('custodian-1');
    expect((await custodian.get('/protections?late=yes')).text).toContain(id);
    casework.agency.now = earlier;
    const again = await as('custodian-1');
    expect((await again.get('/protections?late=yes')).text).not.toContain(id);
  });

  it('is shown in Thai', async () => {
    const id = await protectedCase(casework);
    const { text: shown } = await (await as('custodian-1', 'th')).get(`/protections/${id}`);
    expect(shown).toContain('การคุ้มครองผู้ร้องเรียน');
    expect(shown).toContain('ประเมินความเสี่ยง');
    expect(shown).toContain('เริ่มนับเมื่อเริ่มการคุ้มครอง');
  });

  it('exists for custodians, auditors, and those who may ask who complained; for nobody else', async () => {
    const id = await protectedCase(casework);
    for (const who of ['custodian-1', 'auditor-1', 'officer-finance-1', 'desk-1', 'governor'])
      expect([who, await statusOf(who, `/protections/${id}`)]).toEqual([who, 200]);
    for (const who of ['head-finance', 'officer-finance-2', 'officer-strategy-1'])
      for (const path of [
        `/protections/${id}`,
        `/api/v1/protections/${id}`,
        `/protections/${id}/assess-risk`,
      ])
        expect([who, path, await statusOf(who, path)]).toEqual([who, path, 404]);
  });

  it('shows whoever may ask nothing but their own requests', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('custodian-1', id, 'assess-risk', {
      level: 'high',
      factors: ['facts-known-to-few'],
      assessment: text,
    });
    const plea = { purpose: 'take-testimony', ground: 'official-duty', reason: text, hours: 2 };
    await casework.protections.act('desk-1', id, 'ask-for-identity', plea);
    const body = (await (
      await casework.api('officer-finance-1', 'GET', `/api/v1/protections/${id}`)
    ).json()) as {
      risk: unknown;
      accesses: unknown[];
      history: unknown[];
      nextActions: { name: string }[];
    };
    expect([body.risk, body.accesses, body.history]).toEqual([null, [], []]);
    expect(body.nextActions.map(({ name }) => name)).toEqual(['ask-for-identity']);
  });

  it.each(['desk-1', 'officer-finance-1', 'governor', 'auditor-1', 'custodian-1'])(
    'does not exist for %s any more once accused in its case, on any route',
    async (who) => {
      const id = await protectedCase(casework);
      expect(await statusOf(who, `/protections/${id}`)).toBe(200);
      await accuse(casework, id, who);
      const visitor = await as(who);
      for (const path of [`/protections/${id}`, `/protections/${id}/ask-for-identity`]) {
        const hidden = await visitor.get(path);
        const unknown = await visitor.get(path.replace(id, 'TRT-69-0000-0000'));
        expect([path, hidden.status, hidden.text]).toEqual([path, 404, unknown.text]);
      }
      const command = { reason: 'เหตุผล', purpose: 'take-testimony', ground: 'consent', hours: 1 };
      const path = `/api/v1/protections/${id}/commands/ask-for-identity`;
      expect((await casework.api(who, 'POST', path, command)).status).toBe(404);
      const sent = await visitor.post(`/protections/${id}/ask-for-identity`, { reason: 'เหตุผล' });
      expect(sent.status).toBe(404);
    },
  );

  it('is read by the auditor in codes, without a word of what was written', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/assess-risk`);
    const fields = { level: 'medium', factors: ['threats-before'], assessment: 'เคยถูกขู่ที่ตลาด' };
    const done = await custodian.send(`/protections/${id}/assess-risk`, fields);
    expect(done.path).toBe(`/protections/${id}?done=assess-risk`);
    expect(done.text).toContain('เคยถูกขู่ที่ตลาด');
    const seen = await (await as('auditor-1')).get(`/protections/${id}`);
    expect(seen.text).toContain('There were threats or retaliation before');
    expect(seen.text).not.toContain('เคยถูกขู่ที่ตลาด');
    const desk = await as('desk-1');
    expect((await desk.get(`/cases/${id}`)).text).not.toContain('เคยถูกขู่ที่ตลาด');
    expect((await desk.get(`/cases?q=${encodeURIComponent('ตลาด')}`)).text).not.toContain(id);
  });
});
