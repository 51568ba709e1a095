import type { Filing, IdentityMode } from '#domain/complaint/complaint-event.js';
import type { SealedText } from '#persistence/sealed-text-store.js';
import { commitment } from '#vault/commitment.js';
import type { Keyring } from '#vault/keyring.js';
import type { Purpose } from '#vault/purpose.js';
import { newDataKeys, type NewDataKeys } from '#vault/sealing.js';
import type { BoxPublicKey } from '#vault/x25519.js';
import { sealed } from './case-texts.js';
import type { Contact, FilingRequest, Identity, Narrative, Subjects } from './complaint-input.js';
import type { KnownNames } from './known-names.js';
import { matchSubjects } from './name-matching.js';

/** The fields of the object that say something; null when none does. */
function said<T extends object>(fields: T): T | null {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? null : (Object.fromEntries(given) as T);
}

/** The texts of a filing by purpose, which is also their kind. */
export function textsOf(
  { complaint, desk, evidence = [] }: FilingRequest,
  names: KnownNames,
): Partial<Record<Purpose, string>> {
  const { subject, details, occurredOn, place, unit, identity } = complaint;
  const isAnonymous = identity.mode === 'anonymous';
  const narrative: Narrative = {
    subject,
    details,
    occurredOn,
    place,
    unit,
    letterNumber: desk?.letterNumber,
  };
  const subjects: Subjects = {
    accused: complaint.accused ?? [],
    // What a file is called may name somebody too.
    matches: matchSubjects(
      { ...complaint, details: [details, ...evidence.map(({ name }) => name)].join('\n') },
      names,
    ),
  };
  const { email, phone, address, name, nationalId } = identity;
  const contact: Contact | null = said({ email, phone, address });
  // Whoever chose to be anonymous is never known, even where the form was filled in before choosing.
  const person: Identity | null = isAnonymous ? null : said({ name, nationalId });
  return {
    narrative: JSON.stringify(said(narrative)),
    subjects: JSON.stringify(subjects),
    ...(contact && { contact: JSON.stringify(contact) }),
    ...(person && { identity: JSON.stringify(person) }),
  };
}

/** A filing's texts under new data keys: the keys as wrapped for each recipient, and what the ledger says of the texts. */
export interface SealedFiling {
  texts: SealedText[];
  commitments: Filing['commitments'];
  wrapped: NewDataKeys['wrapped'];
  /** 32 bytes; for the keys of files that come with it. */
  narrativeKey: Buffer;
}

/** Seals each text under a key of its purpose for those who may open it in this identity mode. */
export function sealFiling(
  plaintexts: Partial<Record<Purpose, string>>,
  mode: IdentityMode,
  keys: { publicKeys: Keyring['publicKeys']; receiptPublicKey: BoxPublicKey },
  about: Pick<SealedText, 'reference' | 'author' | 'createdAt'>,
): SealedFiling {
  const purposes = Object.keys(plaintexts) as Purpose[];
  const { dataKeys, wrapped } = newDataKeys(mode, purposes, keys.publicKeys, keys.receiptPublicKey);
  const commitments: Filing['commitments'] = {};
  const texts = purposes.flatMap((purpose): SealedText[] => {
    const [dataKey, plaintext] = [dataKeys[purpose], plaintexts[purpose]];
    if (dataKey === undefined || plaintext === undefined) return [];
    commitments[purpose] = commitment(dataKey, `${about.reference}|${purpose}`, plaintext);
    return [sealed(dataKey, { ...about, purpose, kind: purpose }, plaintext)];
  });
  const { narrative } = dataKeys;
  if (narrative === undefined) throw new Error('A complaint says something.');
  return { texts, commitments, wrapped, narrativeKey: narrative };
}
