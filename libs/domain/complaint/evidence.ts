export const EVIDENCE_KINDS = ['image', 'document', 'audio', 'video', 'text'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A sealed file that somebody gave to a case, as the ledger knows it: never its name, never its content. */
export interface EvidenceRef {
  id: string;
  /** SHA-256 (hex) of the safe copy's ciphertext. */
  hash: string;
  kilobytes: number;
  kind: EvidenceKind;
  /** What says where, when, by whom and with which device it was made has been removed. */
  isCleaned: boolean;
  isScanned: boolean;
  /** The file as it came is kept too, sealed to the custodian and the receipt code. */
  hasOriginal: boolean;
  /** A harmful program was found in it: nobody is handed it. */
  isQuarantined: boolean;
}
