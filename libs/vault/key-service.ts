import { readFileSync } from 'node:fs';
import { DoesNotOpen } from './does-not-open.js';
import type { KeyHolderPort } from './key-holder.js';
import type { KeyHolder } from './purpose.js';

/** A key management service, and whose private keys lie there and nowhere else. */
export interface KeyService {
  /** `POST <url>/unwrap` opens a data key; no closing slash. */
  url: string;
  holders: readonly KeyHolder[];
  /** A file with the bearer token that the service wants. */
  tokenFile?: string;
}

const ANSWER_WITHIN_MS = 5_000;
const DATA_KEY_BYTES = 32;
/** The service's word that the sealed key does not open, as against that it will not or cannot open it now. */
const DOES_NOT_OPEN = 422;

/**
 * A holder whose private key is the service's: `{ holder, keyId, purpose, sealed }` (base64) is answered with
 * `{ dataKey }` (base64). Rejects by `DoesNotOpen` at 422, by another error when it refuses, is slow, or answers something else.
 */
export const heldByService = (holder: KeyHolder, { url, tokenFile }: KeyService): KeyHolderPort => ({
  openDataKey: async ({ purpose, sealed, keyId }) => {
    const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8').trim();
    const answer = await fetch(`${url}/unwrap`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ holder, keyId, purpose, sealed: sealed.toString('base64') }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((cause: unknown) => {
      throw new Error(`The key service cannot be reached for a key of ${holder}.`, { cause });
    });
    const refusal = `The key service does not open a key of ${holder}: ${answer.status}.`;
    if (answer.status === DOES_NOT_OPEN) throw new DoesNotOpen(refusal);
    if (!answer.ok) throw new Error(refusal);
    const { dataKey } = (await answer.json()) as { dataKey?: unknown };
    const opened = Buffer.from(typeof dataKey === 'string' ? dataKey : '', 'base64');
    if (opened.length !== DATA_KEY_BYTES)
      throw new Error(`The key service answered something else than a data key of ${holder}.`);
    return opened;
  },
});
