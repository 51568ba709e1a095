import type { LedgerEntry } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { eachEntry } from '#persistence/ledger-store.js';
import { replaceSeals } from '#persistence/ledger-seal-store.js';
import type { Renewal } from './renewal.js';

const BATCH = 1_000;

/**
 * Gives every entry a seal by the current key, so that an earlier one that somebody has got hold of makes nothing that
 * passes any more. An entry that no key of ours sealed is left as it is, for the verification to find.
 */
export const resealLedger: Renewal = async ({ databases: { main }, keyring, say }) => {
  const sealOf = ledgerSeal(keyring);
  let batch: { stream: string; seq: number; seal: string }[] = [];
  let forged = 0;
  const take = ({ stream, seq, hash, seal }: LedgerEntry): void => {
    const madeBy = sealOf.madeBy(hash, seal);
    if (madeBy < 0) forged += 1;
    if (madeBy > 0) batch.push({ stream, seq, seal: sealOf(hash) });
  };
  // From the beginning also where a run was broken off: what is sealed anew already is only read.
  for await (const entry of eachEntry(main.manager)) {
    take(entry);
    if (batch.length < BATCH) continue;
    await replaceSeals(main, batch);
    batch = [];
  }
  await replaceSeals(main, batch);
  if (forged > 0) say(`ledger-seal: ${forged} entries were not sealed by the product: verify the ledger.`);
};
