import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { Filing } from '#domain/complaint/complaint-event.js';
import type { Instant } from '#domain/time/instant.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { signingKeyId } from '#ledger/heads.js';
import type { LedgerEntry } from '#ledger/ledger.js';
import { readStream } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import type { Purpose } from '#vault/purpose.js';
import type { OpenedCommitment } from './committed-texts.js';
import { admit, type Admitted, type ComplainantDependencies } from './admit-complainant.js';
import { readCommittedTexts } from './committed-texts.js';

/** Proof that a complaint was filed at a time, which says nothing of what it says. */
export interface FilingReceipt {
  version: 1;
  /** Name of the agency, in Thai. */
  agency: string;
  reference: string;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  /** Commitments to the texts (HMAC-SHA-256, hex) by purpose, as they stand in entry 1 of the case's ledger. */
  commitments: Record<string, string>;
  /** Hash of entry 1 (SHA-256, hex): the random name of a complaint that only its receipt knows. */
  entry: string;
  keyId: string;
  /** Ed25519 over the canonical JSON of all the others, base64. */
  signature: string;
}

/** A receipt with which somebody else can check what was said. */
export interface FilingProof extends FilingReceipt {
  opened: Partial<Record<Purpose, OpenedCommitment>>;
}

const signedPart = ({
  version,
  agency,
  reference,
  filedAt,
  deemedReceivedAt,
  commitments,
  entry,
  keyId,
}: Omit<FilingReceipt, 'signature'>): Buffer =>
  Buffer.from(
    canonicalJson({ version, agency, reference, filedAt, deemedReceivedAt, commitments, entry, keyId }),
  );

/** The receipt of the filing that this first entry of a case's ledger records. */
export function signReceipt(first: LedgerEntry, agency: string, signer: KeyObject): FilingReceipt {
  const { reference, filedAt, deemedReceivedAt, commitments } = JSON.parse(first.body) as Filing;
  const keyId = signingKeyId(createPublicKey(signer));
  const receipt = {
    version: 1 as const,
    agency,
    reference,
    filedAt,
    deemedReceivedAt,
    commitments: { ...commitments } as Record<string, string>,
    entry: first.hash,
    keyId,
  };
  return { ...receipt, signature: sign(null, signedPart(receipt), signer).toString('base64') };
}

/** Whether one of these keys signed the receipt as it is. */
export const isGenuineReceipt = (receipt: FilingReceipt, verifiers: readonly KeyObject[]): boolean =>
  verifiers.some(
    (key) =>
      signingKeyId(key) === receipt.keyId &&
      verify(null, signedPart(receipt), key, Buffer.from(receipt.signature, 'base64')),
  );

async function receiptFor({ stream }: Admitted, deps: ComplainantDependencies): Promise<FilingReceipt> {
  const { manager } = deps.databases.main;
  const [first] = await readStream(manager, stream);
  if (first === undefined) throw new Error(`The ledger of ${stream} has no entry.`);
  const policy = await readPolicy(manager, (JSON.parse(first.body) as Filing).policyHash);
  return signReceipt(first, policy.agency.name.th, deps.keyring.signer('receipt-signing'));
}

/** The receipt of the case, for whoever has its code. Null: wrong code or unknown reference. */
export async function receiptOf(
  reference: string,
  code: string,
  deps: ComplainantDependencies,
): Promise<FilingReceipt | null> {
  const admitted = await admit(reference, code, deps);
  return admitted && receiptFor(admitted, deps);
}

/** The receipt and, of these purposes, the texts of the filing with the salts of their commitments. Null as above. */
export async function proofOf(
  reference: string,
  code: string,
  purposes: readonly Purpose[],
  deps: ComplainantDependencies,
): Promise<FilingProof | null> {
  const admitted = await admit(reference, code, deps);
  if (admitted === null) return null;
  const receipt = await receiptFor(admitted, deps);
  return { ...receipt, opened: await readCommittedTexts(admitted, purposes, deps.databases) };
}
