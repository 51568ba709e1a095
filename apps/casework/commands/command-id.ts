import { Refusal } from '#domain/complaint/refusal.js';
import { openerOf, caseDataKey } from '#filing/case-texts.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { commitment } from '#vault/commitment.js';
import type { Casework } from '../casework.js';

const DIGITS = 32;

/** What all ids of commands begin with that were asked for under this key. */
export const idsUnder = (key: string): string => `${key}.`;

/**
 * The id by which ledger and workflow know the command: its key, and a commitment to whose it is and what it says, so
 * that the same request comes to the same id and no other does. Throws the refusal `AlreadyDestroyed` where the case's key was.
 */
export async function commandIdOf(
  { databases, keyring }: Casework,
  { reference, name, body, key }: { reference: string; name: string; body: unknown; key: string },
  author: string,
): Promise<string> {
  const opener = openerOf(keyring, 'casework');
  const dataKey = await caseDataKey(databases.keys, reference, 'narrative', opener);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
  if (dataKey === null) throw new Refusal('AlreadyDestroyed');
  const said = canonicalJson({ name, body });
  return idsUnder(key) + commitment(dataKey, `command|${author}|${key}`, said).slice(0, DIGITS);
}
