import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, text } from '#domain/complaint/complaint.builder.js';
import { speakers, staffOf } from './speakers.js';

const STAFF = [
  { id: 'desk', name: 'นางสาวศูนย์', roles: ['central-desk' as const] },
  { id: 'officer', name: 'นายเจ้าหน้าที่', roles: ['officer' as const] },
];

describe('who of the agency writes', () => {
  const one = CaseUnderTest.assigned()
    .give('desk', 'send-message', { message: text })
    .give('officer', 'send-message', { message: text })
    .give('complainant', 'answer-or-write', { message: text });
  const speakerOf = speakers(one.events, STAFF);
  const at = (actor: string): number => one.events.map((event) => event.actor).lastIndexOf(actor);

  it('is known by the part that the person has in the case', () => {
    expect(speakerOf(at('staff:desk'))).toEqual({ role: 'central-desk', name: 'นางสาวศูนย์' });
    expect(speakerOf(at('staff:officer'))).toEqual({ role: 'officer', name: 'นายเจ้าหน้าที่' });
  });

  it('is nobody where the complainant or a clock did something', () => {
    expect([speakerOf(at('complainant')), speakerOf(0)]).toEqual([null, null]);
    expect(staffOf(one.events)).not.toContain('complainant');
  });

  it('has a role also when the account is gone', () => {
    expect(speakers(one.events, [])(at('staff:desk'))?.role).toBe('central-desk');
  });
});
