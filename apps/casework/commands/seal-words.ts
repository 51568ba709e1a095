import type { TextRef } from '#domain/complaint/command.js';
import { openerOf, storeText } from '#filing/case-texts.js';
import { transaction } from '#persistence/data-source.js';
import { addSearchWords } from '#persistence/search-word-store.js';
import { wordTokens } from '#vault/word-index.js';
import type { Casework } from '../casework.js';

/**
 * Seals what a member of staff typed under the case's narrative key and stores it. `kind` is the field that held it.
 * Throws when the case's key was destroyed.
 */
export const sealWords = (
  { databases, keyring, time }: Casework,
  reference: string,
  { kind, words, author }: { kind: string; words: string; author: string },
): Promise<TextRef> =>
  transaction(databases.main, async (manager) => {
    await addSearchWords(manager, reference, wordTokens(keyring.secret('search-index'), words));
    return storeText(
      { manager, keys: databases.keys },
      openerOf(keyring, 'casework'),
      { reference, purpose: 'narrative', kind, author, createdAt: time.now() },
      words,
    );
  });
