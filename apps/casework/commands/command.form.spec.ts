import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, sampleContext } from '#domain/complaint/complaint.builder.js';
import { loadTranslations } from '#web/language/translations.js';
import type { FormContext } from './command-fields.js';
import { CommandForm } from './command.form.js';
import { COMMAND_BODIES, STAFF_COMMANDS, WORD_FIELDS } from './staff-command.js';

const contextOf = (one: CaseUnderTest): FormContext => ({
  state: one.state,
  policy: sampleContext.policy,
  directory: sampleContext.directory,
  names: { person: (id) => id, unit: (id) => id },
  at: one.now,
  packages: [
    {
      at: one.now,
      by: 'staff:desk',
      sha256: 'f'.repeat(64),
      bytes: 1,
      contents: 1,
      purpose: { id: 'text', hash: 'hash' },
    },
  ],
  language: 'en',
  t: loadTranslations(['libs/web/locales', 'apps/casework/locales'])('en'),
});

describe('the form of an action', () => {
  it('asks for every field of its command, words as words', () => {
    const assigned = contextOf(CaseUnderTest.assigned());
    const context = { ...assigned, state: { ...assigned.state, isHandedToDiscipline: true } };
    for (const command of STAFF_COMMANDS) {
      const { fields } = new CommandForm(command, context, {});
      const asked = fields.map(({ name }) => (name === 'amount' ? 'span' : name));
      expect([command, asked.sort()]).toEqual([command, Object.keys(COMMAND_BODIES[command].shape).sort()]);
      expect(fields.filter(({ kind }) => kind === 'words').map(({ name }) => name)).toEqual([
        ...WORD_FIELDS[command],
      ]);
    }
  });

  it('asks for the outcome of discipline only where somebody was handed to it', () => {
    const { fields } = new CommandForm('close', contextOf(CaseUnderTest.assigned()), {});
    expect(fields).toEqual([]);
  });

  it('shows each officer’s open load, the least loaded first', () => {
    const accepted = CaseUnderTest.opened().give('desk', 'accept', { unit: 'finance' });
    const [officer] = new CommandForm('assign', contextOf(accepted), {}).fields;
    expect(officer?.choices.map(({ value, hint }) => [value, hint?.text])).toEqual([
      ['officer', 'Open cases: 0'],
      ['officer-two', 'Open cases: 3'],
    ]);
  });

  it('offers only units without a part in the matter', () => {
    const form = new CommandForm('accept', contextOf(CaseUnderTest.opened({}, ['u_works'])), {});
    expect(form.fields[0]?.choices.map(({ value }) => value)).not.toContain('works');
  });

  it('turns an amount into a span of the clock’s own unit', () => {
    const values = { clock: 'fact-finding', amount: '10', reason: 'พยานอยู่ต่างประเทศ' };
    const read = new CommandForm('request-extension', contextOf(CaseUnderTest.assigned()), values).read();
    expect(read).toEqual({
      body: { clock: 'fact-finding', span: { amount: 10, unit: 'calendar-days' }, reason: 'พยานอยู่ต่างประเทศ' },
    });
  });

  it('names each missing field once, in the order of the form', () => {
    const read = new CommandForm('record-finding', contextOf(CaseUnderTest.assigned()), {
      text: '  ',
    }).read();
    expect('errors' in read && read.errors).toEqual([
      { field: 'finding', text: 'Enter or choose: Finding' },
      { field: 'text', text: 'Enter or choose: Details' },
    ]);
  });

  it('reads a claim from yes and no', () => {
    const values = { approved: 'false', explanation: 'มีหลักฐานเพียงพอ' };
    const read = new CommandForm('approve-rejection', contextOf(CaseUnderTest.opened()), values).read();
    expect(read).toEqual({ body: { approved: false, explanation: 'มีหลักฐานเพียงพอ' } });
  });
});
