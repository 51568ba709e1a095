import { recipientsOf } from '#vault/purpose.js';
import type * as real from '#vault/sealing.js';

/** What is stored is as long as if it were sealed. */
const AROUND = Buffer.alloc(28);
const WRAPPED = Buffer.alloc(92);
const KEY = Buffer.alloc(32);

export const sealText: typeof real.sealText = (_key, _aad, plaintext) =>
  Buffer.concat([AROUND, Buffer.from(plaintext)]);
export const openBytes: typeof real.openBytes = (_key, _aad, sealed) => sealed.subarray(AROUND.length);
export const openText: typeof real.openText = (_key, _aad, sealed) =>
  sealed.subarray(AROUND.length).toString('utf8');
export const openDataKey: typeof real.openDataKey = () => KEY;
export const sealDataKey: typeof real.sealDataKey = (_key, purpose, { id }) => ({
  purpose,
  keyId: id,
  sealed: WRAPPED,
});

export const newDataKeys: typeof real.newDataKeys = (mode, purposes, publics, receipt) => ({
  dataKeys: Object.fromEntries(purposes.map((purpose) => [purpose, KEY])),
  wrapped: purposes.flatMap((purpose) =>
    recipientsOf(purpose, mode).map((recipient) => ({
      purpose,
      recipient,
      keyId: (recipient === 'receipt' ? receipt : publics[recipient]).id,
      sealed: WRAPPED,
    })),
  ),
});
