import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#web/language/language.js';
import { MAIL_TEMPLATES } from '#policy/mail-templates.js';
import { loadPack } from '#policy/packs.js';
import { projectPath } from '#settings/project-path.js';
import { isAgencyMailbox, isInAgencyDomain } from './agency-mailbox.js';
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
  it.each(MAIL_TEMPLATES)('leaves no gap in either language: %s', (template) => {
    for (const language of LANGUAGES) {
      const { subject, text, html } = renderMail({ template, codes, link }, language, policy);
      expect(`${subject}${text}${html}`).not.toMatch(/\{\{|undefined|\[object/);
      expect(text).toContain('http');
    }
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
