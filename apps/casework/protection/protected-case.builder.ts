import type { ProtectionOpening } from '#domain/protection/protection-event.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import type { CaseworkForTests } from '../casework.fake.js';
import { tokensOf } from '../casework.js';

/** A reference to words that nobody opens. */
export const someText = { id: 'text', hash: 'hash' };

/** A case of a confidential complainant, which `officer-finance-1` has, with its protection; returns the id of both. */
export async function protectedCase(
  casework: CaseworkForTests,
  opening: Partial<ProtectionOpening> = {},
  complaint: Partial<ComplaintInput> = {},
): Promise<string> {
  const reference = await casework.file(complaint);
  await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
  await casework.act('head-finance', reference, 'assign', { officer: 'officer-finance-1', reason: someText });
  return casework.protections.open(reference, opening);
}

/** Names these members of staff in a case that goes on. */
export async function accuse(
  casework: CaseworkForTests,
  reference: string,
  ...people: string[]
): Promise<void> {
  const tokenOf = tokensOf(casework.surroundings());
  const persons = people.map((id) => tokenOf('person', id));
  await casework.act('desk-2', reference, 'add-accused', { persons, units: [], subject: someText });
}
