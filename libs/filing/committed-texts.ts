import type { Databases } from '#persistence/data-source.js';
import { commitmentSalt } from '#vault/commitment.js';
import type { Purpose } from '#vault/purpose.js';
import type { Admitted } from './admit-complainant.js';
import { caseDataKey, readTexts } from './case-texts.js';

/** A text with what opens its commitment: HMAC-SHA-256 of `text` under `salt` (hex) is the commitment. */
export interface OpenedCommitment {
  text: string;
  salt: string;
}

/** The texts of the filing that the purposes name, with the salt of the commitment to each and to no other. */
export async function readCommittedTexts(
  { reference, opener }: Pick<Admitted, 'reference' | 'opener'>,
  purposes: readonly Purpose[],
  { main, keys }: Pick<Databases, 'main' | 'keys'>,
): Promise<Partial<Record<Purpose, OpenedCommitment>>> {
  const opened: Partial<Record<Purpose, OpenedCommitment>> = {};
  for (const purpose of purposes) {
    const dataKey = await caseDataKey(keys, reference, purpose, opener);
    if (dataKey === null) continue;
    const texts = await readTexts({ manager: main.manager, keys }, opener, reference, purpose);
    const filed = texts.find(({ kind }) => kind === purpose);
    if (filed === undefined) continue;
    opened[purpose] = {
      text: filed.text,
      salt: commitmentSalt(dataKey, `${reference}|${purpose}`).toString('hex'),
    };
  }
  return opened;
}
