import { describe, expect, it } from '@jest/globals';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import type { PostedForm } from '#web/complaint/posted-form.js';
import type { Draft } from './draft.js';
import type { StepContext } from './form-step.js';
import { complaintOf, firstOpenStep, previousStep, stepOf } from './steps.js';

const context: StepContext = {
  categories: samplePolicy.categories,
  today: '2026-11-24',
  isAgencyMailbox: (address) => address.endsWith('@trat.go.th'),
};
const NOWHEN = { day: '', month: '', year: '', place: '', unit: '' };

/** The draft after these pages were posted, one after the other. */
function written(pages: Record<string, PostedForm>, entrance: Draft['entrance'] = 'integrity'): Draft {
  return Object.entries(pages).reduce<Draft>(
    (draft, [id, form]) => ({ ...draft, answers: { ...draft.answers, [id]: stepOf(id)!.read(form) } }),
    { id: 'draft', entrance, answers: {} },
  );
}
const errorsOn = (id: string, form: PostedForm, draft = written({})): string[] =>
  stepOf(id)!
    .errors(stepOf(id)!.read(form), draft, context)
    .map(({ field, code }) => `${field} ${code}`);

const upToIdentity = {
  category: { category: 'corruption' },
  what: { subject: ' เรื่อง ', details: 'บรรทัดหนึ่ง\r\nบรรทัดสอง' },
  where: { day: '๓', month: '2', year: '2569', place: '', unit: 'finance' },
  accused: { 'accused-0-name': 'สมชาย', 'accused-0-position': '', 'accused-0-unit': '' },
  evidence: {},
};

describe('the questions', () => {
  it('are asked one after the other until all are answered', () => {
    const ids: (string | null)[] = [];
    let draft = written({});
    const forms: Record<string, PostedForm> = { ...upToIdentity, identity: { mode: 'anonymous' }, basis: {} };
    for (let open = firstOpenStep(draft, context); open !== null; open = firstOpenStep(draft, context)) {
      ids.push(open.id);
      draft = { ...draft, answers: { ...draft.answers, [open.id]: open.read(forms[open.id] ?? {}) } };
    }
    expect(ids).toEqual(['category', 'what', 'where', 'accused', 'evidence', 'identity', 'basis']);
    expect(previousStep(draft, null)?.id).toBe('basis');
  });

  it('ask for the person only of those who are not anonymous', () => {
    const draft = written({ ...upToIdentity, identity: { mode: 'confidential' } });
    expect(firstOpenStep(draft, context)?.id).toBe('details');
  });

  it('make one complaint, without what was left empty', () => {
    const draft = written({
      ...upToIdentity,
      identity: { mode: 'confidential' },
      details: { name: 'สมหญิง', nationalId: '', email: '', phone: '', address: '' },
    });
    expect(complaintOf(draft, 'th')).toEqual({
      category: 'corruption',
      subject: 'เรื่อง',
      details: 'บรรทัดหนึ่ง\nบรรทัดสอง',
      occurredOn: '2026-02-03',
      unit: 'finance',
      accused: [{ name: 'สมชาย' }],
      identity: { mode: 'confidential', name: 'สมหญิง' },
      language: 'th',
    });
  });

  it('forget the telephone of somebody who then chose to be confidential: nobody could open it', () => {
    const person = { name: 'สมหญิง', nationalId: '', email: '', phone: '081', address: 'ตราด' };
    const draft = written({ ...upToIdentity, identity: { mode: 'named' }, details: person });
    expect(complaintOf(draft, 'th').identity).toEqual({
      mode: 'named',
      name: 'สมหญิง',
      phone: '081',
      address: 'ตราด',
    });
    const other = written({ ...upToIdentity, identity: { mode: 'confidential' }, details: person });
    expect(complaintOf(other, 'th').identity).toEqual({ mode: 'confidential', name: 'สมหญิง' });
  });

  it('forget the name of somebody who then chose to be anonymous', () => {
    const draft = written({
      ...upToIdentity,
      details: { name: 'สมหญิง' },
      identity: { mode: 'anonymous' },
      basis: { basis: ['evidence', 'witness'] },
    });
    expect(complaintOf(draft, 'th')).toMatchObject({
      identity: { mode: 'anonymous' },
      anonymousBasis: { evidence: true, circumstances: false, witness: true },
    });
    expect(JSON.stringify(complaintOf(draft, 'th'))).not.toContain('สมหญิง');
  });
});

describe('an answer that cannot be', () => {
  it('is named by its field', () => {
    expect(errorsOn('category', {})).toEqual(['category required']);
    expect(errorsOn('category', { category: 'service' })).toEqual(['category required']);
    expect(errorsOn('what', { subject: 'x'.repeat(301), details: 'a\u0000' })).toEqual([
      'subject too-long',
      'details control-characters',
    ]);
    expect(errorsOn('where', { ...NOWHEN, day: '31', month: '2', year: '2569' })).toEqual([
      'occurredOn not-a-date',
    ]);
    expect(errorsOn('where', { ...NOWHEN, day: '1' })).toEqual(['occurredOn not-in-numbers']);
    expect(errorsOn('where', { ...NOWHEN, day: '15', month: 'ต.ค.', year: '69' })).toEqual([
      'occurredOn not-in-numbers',
    ]);
    expect(errorsOn('where', { ...NOWHEN, day: '25', month: '11', year: '2569' })).toEqual([
      'occurredOn in-the-future',
    ]);
    expect(errorsOn('identity', { mode: 'hidden' })).toEqual(['mode required']);
    expect(errorsOn('accused', { 'accused-0-name': '', 'accused-1-name': 'x'.repeat(201) })).toEqual([
      'accused-1-name too-long',
    ]);
  });

  it('is a national ID whose digits do not check, in Thai digits or Arabic ones', () => {
    const confidential = written({ identity: { mode: 'confidential' } });
    for (const nationalId of ['1-2345-67890-12-1', '๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑', '๑๒๓๔๕๖๗๘๙๐๑๒๑'])
      expect(errorsOn('details', { nationalId }, confidential)).toEqual([]);
    for (const nationalId of ['1234567890122', '๑๒๓๔๕๖๗๘๙๐๑๒๒', '๑๒๓๔๕๖๗๘๙๐๑๒'])
      expect(errorsOn('details', { nationalId }, confidential)).toEqual(['nationalId national-id']);
  });

  it('is a mailbox of the agency, but for whoever is named', () => {
    const form = { name: 'สมหญิง', email: 'somying@trat.go.th' };
    const confidential = written({ identity: { mode: 'confidential' } });
    expect(errorsOn('details', form, confidential)).toEqual(['email agency-mailbox']);
    expect(errorsOn('details', form, written({ identity: { mode: 'named' } }))).toEqual([]);
  });

  it('is a missing name only where the person chose to be named', () => {
    const named = written({ identity: { mode: 'named' } });
    const confidential = written({ identity: { mode: 'confidential' } });
    expect(errorsOn('details', {}, named)).toEqual(['name required']);
    expect(errorsOn('details', {}, confidential)).toEqual([]);
    expect(errorsOn('details', { nationalId: '1234567890122', email: 'x' }, confidential)).toEqual([
      'nationalId national-id',
      'email email',
    ]);
  });
});
