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
  { databases, keyring, time }: Casework,
  { reference, name }: { reference: string; name: StaffCommandName },
  { kind, words, author }: { kind: string; words: string; author: string },
): Promise<TextRef> {
  const purpose = TOLD.includes(name) ? 'narrative' : 'internal';
  if (purpose === 'internal') await ensureInternalKey(databases.keys, reference, keyring.publicKeys.casework);
  return transaction(databases.main, async (manager) => {
    await addSearchWords(manager, reference, wordTokens(keyring.secret('search-index'), words));
    return storeText(
      { manager, keys: databases.keys },
      openerOf(keyring, 'casework'),
      { reference, purpose, kind, author, createdAt: time.now() },
      words,
    );
  });
}
