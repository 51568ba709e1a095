import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#web/language/language.js';
import { DATA_REQUEST_MAIL_TEMPLATES, MAIL_TEMPLATES } from '#policy/mail-templates.js';
import { loadPack } from '#policy/packs.js';
import { projectPath } from '#settings/project-path.js';
import { isAgencyMailbox, isInAgencyDomain } from './agency-mailbox.js';
import { wordedBy } from './worded-by.js';
import { renderMail } from './render-mail.js';

const policy = loadPack(projectPath('libs/policy/packs/trat-2565.yaml'));
const codes = {
  reference: 'TRT-69-0000-0000',
  clock: 'preliminary-check',
  dueAt: '2026-02-11T16:59:59.999Z',
  since: '2026-02-11T16:59:59.999Z',
  citation: 'resolution-2561',
  task: 'screen',
  asRole: 'central-desk',
  status: 'received',
};
const link = 'http://casework.test/cases/TRT-69-0000-0000';

describe('a mail', () => {
  it.each([...MAIL_TEMPLATES, ...DATA_REQUEST_MAIL_TEMPLATES])(
    'leaves no gap in either language: %s',
    (template) => {
      for (const language of LANGUAGES) {
        const { subject, text, html } = renderMail({ template, codes, link }, language, policy);
        expect(`${subject}${text}${html}`).not.toMatch(/\{\{|undefined|\[object/);
        expect(text).toContain('http');
      }
    },
  );

  it.each(DATA_REQUEST_MAIL_TEMPLATES)(
    'speaks of a request for personal data, and of no case: %s',
    (template) => {
      const ofRequest = { ...codes, clock: 'data-request', task: 'answer-data-request', asRole: 'custodian' };
      const worded = wordedBy(template.replace('data-request-', ''), true, [policy]);
      expect(worded?.template).toBe(template);
      const [th, en] = LANGUAGES.map((language) => {
        const mail = { template, codes: ofRequest, link: 'http://casework.test/data-requests/one' };
        const { subject, text } = renderMail(mail, language, policy);
        return `${subject}\n${text}`;
      });
      expect(th).toContain('คำขอข้อมูลส่วนบุคคล');
      expect(th).not.toContain('เรื่อง');
      expect(en).toContain('request for personal data');
      expect(en).not.toMatch(/\bcase\b|complain/i);
    },
  );

  it('is worded by the pack of its time, by a newer one that has words of its own, or by the words of cases', () => {
    const older = { ...policy, mail: { reminder: policy.mail['reminder']! } };
    expect(wordedBy('reminder', true, [older, policy])).toEqual({
      template: 'data-request-reminder',
      policy,
    });
    expect(wordedBy('reminder', false, [older, policy])?.policy).toBe(older);
    expect(wordedBy('reminder', true, [older])).toEqual({ template: 'reminder', policy: older });
    expect(wordedBy('news', true, [older])).toBeNull();
  });

  it('writes dates in the Buddhist era', () => {
    const mail = { template: 'reminder', codes, link };
    expect(renderMail(mail, 'th', policy).text).toContain('11 กุมภาพันธ์ 2569');
    expect(renderMail(mail, 'en', policy).text).toContain('B.E. 2569');
  });

  it('leaves out the lines about a limit where there is none', () => {
    const { text } = renderMail(
      { template: 'new-task', codes: { reference: codes.reference, task: 'close' }, link },
      'en',
      policy,
    );
    expect(text).toContain('Close the case');
    expect(text).not.toContain('Limit');
  });
});

describe('news for a complainant', () => {
  const newsOf = (status: string, language: 'th' | 'en'): string =>
    renderMail({ template: 'news', codes: { reference: codes.reference, status }, link }, language, policy)
      .text;

  it('tells no outcome without its reasons, which are on the page', () => {
    for (const language of LANGUAGES) {
      for (const status of ['rejected', 'referred'])
        expect(newsOf(status, language)).not.toMatch(/ไม่รับเรื่อง|ส่งต่อ|Rejected|Referred|Status|สถานะ/);
      expect(newsOf('rejected', language)).toContain(link);
    }
    expect(newsOf('accepted', 'th')).toContain('สถานะ: รับไว้พิจารณา');
  });
});

describe('a mailbox inside the agency', () => {
  const isInside = (address: string): boolean =>
    isAgencyMailbox(address, 'https://www.trat.go.th', ['chief@trat.example', 'officer@gmail.com']);

  it('is one of its domain, of its staff, or a domain of theirs', () => {
    expect(
      ['a@trat.go.th', 'a@mail.TRAT.go.th', 'a@trat.example', 'officer@gmail.com'].map(isInside),
    ).toEqual(Array(4).fill(true));
  });

  it('is told to the public by its domain only', () => {
    const staff = ['chief@trat.example', 'officer@gmail.com'];
    const addresses = ['a@trat.go.th', 'a@trat.example', 'officer@gmail.com'];
    expect(addresses.map((one) => isInAgencyDomain(one, 'https://www.trat.go.th', staff))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is not one of a public provider that a colleague happens to use', () => {
    expect(['a@gmail.com', 'a@nottrat.go.th', 'a@example.org'].map(isInside)).toEqual(Array(3).fill(false));
  });
});
