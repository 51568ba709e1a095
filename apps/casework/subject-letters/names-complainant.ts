import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import type { Contact, Identity } from '#filing/complaint-input.js';
import { withoutTitle } from '#filing/name-title.js';
import { joined } from '#filing/thai-spelling.js';
import type { Casework } from '../casework.js';

/** Shorter parts of a name stand in many words. */
const SHORTEST_PART = 4;

/**
 * Whether the words hold the name, the number, or how to reach a complainant who filed by name. Of all others nobody of
 * the staff can open the name, so that nothing is found.
 */
export async function namesComplainant(
  { databases, keyring }: Casework,
  { reference, filing }: ComplaintState,
  words: string,
): Promise<boolean> {
  if (filing.identityMode !== 'named') return false;
  const sources = { manager: databases.main.manager, keys: databases.keys };
  const open = async <T>(purpose: 'identity' | 'contact'): Promise<Partial<T>[]> =>
    (await readTexts(sources, openerOf(keyring, 'casework'), reference, purpose)).map(
      ({ text }) => JSON.parse(text) as Partial<T>,
    );
  const said = joined(words);
  const parts = (await open<Identity>('identity')).flatMap(({ name = '', nationalId = '' }) => [
    nationalId,
    ...withoutTitle(name).split(/\s+/),
  ]);
  const ways = (await open<Contact>('contact')).flatMap(({ email = '', phone = '' }) => [email, phone]);
  return [...parts, ...ways].map(joined).some((one) => one.length >= SHORTEST_PART && said.includes(one));
}
