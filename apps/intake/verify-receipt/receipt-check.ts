import { isGenuineReceipt, type FilingReceipt } from '#filing/filing-receipt.js';
import { complaintStream } from '#ledger/ledger.js';
import { readStream } from '#persistence/ledger-store.js';
import type { IntakeServices } from '../intake-services.js';
import { parseReceipt } from './receipt.schema.js';
import type { SignedHeadsFile } from './signed-heads.js';

/** What a check of a receipt comes to. `recorded`: the ledger has that very entry. */
export type ReceiptCheck =
  | { is: 'unreadable' | 'not-genuine' }
  | {
      is: 'genuine';
      receipt: FilingReceipt;
      ledger: 'recorded' | 'missing' | 'differs';
      /** Since when the signed heads cover the entry; until when heads are signed. */
      heads: 'covered' | 'not-yet' | 'contradicted' | 'unknown';
      coveredAt: string | null;
      signedUntil: string | null;
    };

/**
 * Checks a pasted receipt. The ledger is looked at only for a receipt that this agency signed: nobody learns by asking
 * whether there is another complaint.
 */
export async function checkReceipt(
  text: string,
  { databases, keyring }: IntakeServices,
  file: SignedHeadsFile,
): Promise<ReceiptCheck> {
  const receipt = parseReceipt(text);
  if (receipt === null) return { is: 'unreadable' };
  if (!isGenuineReceipt(receipt, keyring.verifiers('receipt-signing'))) return { is: 'not-genuine' };
  const stream = complaintStream(receipt.reference);
  const [first] = await readStream(databases.main.manager, stream);
  const heads = await file.read();
  const begun = heads?.begun.get(stream);
  const covered = begun === undefined ? 'not-yet' : begun.hash === receipt.entry ? 'covered' : 'contradicted';
  return {
    is: 'genuine',
    receipt,
    ledger: first === undefined ? 'missing' : first.hash === receipt.entry ? 'recorded' : 'differs',
    heads: heads === null ? 'unknown' : covered,
    coveredAt: begun?.at ?? null,
    signedUntil: heads?.at ?? null,
  };
}
