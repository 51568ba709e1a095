import type { Token } from '#domain/routing/token.js';
import type { Databases } from '#persistence/data-source.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { openerOf, readTexts } from './case-texts.js';
import type { Subjects } from './complaint-input.js';

/** Tokens of the staff whom a request for data names, as its words were matched at filing. `keyring`: the worker's. */
export async function namedInRequest(
  { main, keys }: Pick<Databases, 'main' | 'keys'>,
  keyring: Keyring,
  reference: string,
): Promise<Token[]> {
  const databases = { manager: main.manager, keys };
  const texts = await readTexts(databases, openerOf(keyring, 'worker'), reference, 'subjects');
  const filed = texts.find(({ kind }) => kind === 'subjects');
  if (filed === undefined) throw new Error(`The request ${reference} has lost whom it names.`);
  const tokenOf = pseudonyms(keyring.secret('subjects-token'));
  return (JSON.parse(filed.text) as Subjects).matches.persons.map((id) => tokenOf('person', id));
}
