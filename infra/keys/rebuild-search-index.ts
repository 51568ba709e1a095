import { isSealedEarly } from '#domain/retention/early-sealing.js';
import { openerOf, readTexts, type OpenedText } from '#filing/case-texts.js';
import type { Narrative, Subjects } from '#filing/complaint-input.js';
import { wordsOfFiling } from '#filing/words-of-filing.js';
import { transaction } from '#persistence/data-source.js';
import { referencesAfter, removeSearchWords } from '#persistence/renewable-rows.js';
import { readRetention } from '#persistence/retention-store.js';
import { addSearchWords } from '#persistence/search-word-store.js';
import { wordTokens } from '#vault/word-index.js';
import type { Renewal, RotationDependencies } from './renewal.js';

const BATCH = 100;

/** All words under which a case is found: those of the filing, and what members of staff wrote. */
async function wordsOf({ databases, keyring }: RotationDependencies, reference: string): Promise<string> {
  if (isSealedEarly(await readRetention(databases.main.manager, reference))) return '';
  const place = { manager: databases.main.manager, keys: databases.keys };
  const opener = openerOf(keyring, 'casework');
  const read = (purpose: 'narrative' | 'subjects' | 'internal'): Promise<OpenedText[]> =>
    readTexts(place, opener, reference, purpose);
  const narrative = await read('narrative');
  const subjects = (await read('subjects')).find(({ kind }) => kind === 'subjects');
  const filed = narrative.find(({ kind }) => kind === 'narrative');
  const written = [...narrative, ...(await read('internal'))].filter(
    ({ kind, author }) => kind !== 'narrative' && author.startsWith('staff:'),
  );
  return [
    ...(filed === undefined
      ? []
      : [
          wordsOfFiling({
            ...(JSON.parse(filed.text) as Narrative),
            accused: subjects === undefined ? [] : (JSON.parse(subjects.text) as Subjects).accused,
          }),
        ]),
    ...written.map(({ text }) => text),
  ].join(' ');
}

/** Finds every case under the current key, and no longer under earlier ones. */
export const rebuildSearchIndex: Renewal = async (deps, _name, { position, save }) => {
  const { databases, keyring } = deps;
  const [current, ...earlier] = keyring.secrets('search-index');
  if (current === undefined) throw new Error('There is no key of the search index.');
  for (let last = position ?? ''; ;) {
    const references = await referencesAfter(databases.main, last, BATCH);
    if (references.length === 0) return;
    for (const reference of references) {
      const words = await wordsOf(deps, reference);
      await transaction(databases.main, async (manager) => {
        await addSearchWords(manager, reference, wordTokens(current, words));
        await removeSearchWords(
          manager,
          reference,
          earlier.flatMap((key) => wordTokens(key, words)),
        );
      });
      last = reference;
    }
    await save(last);
  }
};
