import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import type { Contact, Identity } from '#filing/complaint-input.js';
import { withoutTitle } from '#filing/name-title.js';
import { joined } from '#filing/thai-spelling.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { recordAccess } from '#persistence/ledger-store.js';
import type { Casework } from '../casework.js';

/** A given name or a surname alone may be a word: it is taken for the person behind one of these. */
const BEFORE_NAMES = ['นาย', 'นาง', 'นางสาว', 'คุณ', 'mr', 'mrs', 'ms', 'miss'];

function namings(name: string): string[] {
  const parts = withoutTitle(name)
    .split(/\s+/)
    .filter((part) => part !== '');
  const alone = parts.flatMap((part) => BEFORE_NAMES.map((before) => before + part));
  return parts.length > 1 ? [parts.join(''), [...parts].reverse().join(''), ...alone] : alone;
}

/**
 * Whether the words hold the name, the number, or how to reach a complainant who filed by name; the reading of these is
 * recorded. Of all others nobody of the staff can open the name, so that nothing is found.
 */
export async function namesComplainant(
  { databases, keyring, time }: Casework,
  { reference, filing }: ComplaintState,
  words: string,
  actor: string,
): Promise<boolean> {
  if (filing.identityMode !== 'named') return false;
  const sources = { manager: databases.main.manager, keys: databases.keys };
  const open = (purpose: 'identity' | 'contact') =>
    readTexts(sources, openerOf(keyring, 'casework'), reference, purpose);
  const [identity, contact] = [await open('identity'), await open('contact')];
  const what = { texts: [...identity, ...contact].map(({ id, kind }) => ({ id, kind })) };
  await transaction(databases.main, (manager) =>
    recordAccess(manager, reference, { at: time.now(), actor, what }, ledgerSeal(keyring)),
  );
  const telling = [
    ...identity.flatMap(({ text }) => {
      const { name = '', nationalId = '' } = JSON.parse(text) as Identity;
      return [nationalId, ...namings(name)];
    }),
    ...contact.flatMap(({ text }) => {
      const { email = '', phone = '' } = JSON.parse(text) as Contact;
      return [email, phone];
    }),
  ].map(joined);
  const said = joined(words);
  return telling.some((one) => one !== '' && said.includes(one));
}
