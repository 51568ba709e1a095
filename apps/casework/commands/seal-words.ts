import type { EntityManager } from 'typeorm';
import type { TextRef } from '#domain/complaint/command.js';
import { openerOf, storeText } from '#filing/case-texts.js';
import { ensureInternalKey } from '#filing/internal-key.js';
import { transaction } from '#persistence/data-source.js';
import { addSearchWords } from '#persistence/search-word-store.js';
import { wordTokens } from '#vault/word-index.js';
import type { Casework } from '../casework.js';
import type { StaffCommandName } from './staff-command.js';

/** Whose words the complainant comes to read; all others are the agency's own, and the receipt code opens none of them. */
const TOLD: readonly StaffCommandName[] = [
  'reject',
  'approve-rejection',
  'refer',
  'request-information',
  'notify-outcome',
  'send-message',
];

/**
 * Seals what a member of staff typed and stores it: what the complainant is told under the case's narrative key, the
 * rest under its internal one. `kind` is the field that held it. Throws when the case's keys were destroyed.
 */
export async function sealWords(
  casework: Casework,
  { reference, name }: { reference: string; name: StaffCommandName },
  text: Typed,
): Promise<TextRef> {
  const purpose = TOLD.includes(name) ? 'narrative' : 'internal';
  const tokens = wordTokens(casework.keyring.secret('search-index'), text.words);
  return sealTyped(casework, { reference, purpose }, text, (manager) =>
    addSearchWords(manager, reference, tokens),
  );
}

/** Words as typed. `kind`: the field that held them. */
interface Typed {
  kind: string;
  words: string;
  author: string;
}

/** Seals and stores words of a case under the key of that purpose, with what else is to be stored with them. */
export async function sealTyped(
  { databases, keyring, time }: Casework,
  place: { reference: string; purpose: 'narrative' | 'internal' },
  { kind, words, author }: Typed,
  store: (manager: EntityManager) => Promise<void> = async () => {},
): Promise<TextRef> {
  if (place.purpose === 'internal')
    await ensureInternalKey(databases.keys, place.reference, keyring.publicKeys.casework);
  return transaction(databases.main, async (manager) => {
    await store(manager);
    return storeText(
      { manager, keys: databases.keys },
      openerOf(keyring, 'casework'),
      { ...place, kind, author, createdAt: time.now() },
      words,
    );
  });
}
