import type { Channel, IdentityMode } from '#domain/complaint/complaint-event.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { Instant, LocalDate } from '#domain/time/instant.js';

/** Somebody whom the complaint is about, as far as the complainant can say. */
export interface Accused {
  name?: string;
  position?: string;
  unit?: string;
  staffId?: string;
}

/** What a complainant says; the edge has checked shapes and lengths. */
export interface ComplaintInput {
  category: string;
  subject: string;
  details: string;
  occurredOn?: LocalDate;
  place?: string;
  /** Where it happened; being named here accuses nobody. */
  unit?: string;
  accused?: Accused[];
  identity: {
    mode: IdentityMode;
    name?: string;
    nationalId?: string;
    email?: string;
    phone?: string;
    address?: string;
  };
  /** What an anonymous complainant says there is (LAW.md, บัตรสนเท่ห์). */
  anonymousBasis?: { evidence: boolean; circumstances: boolean; witness: boolean };
  language?: 'th' | 'en';
}

/** A file that waits to be sent with a complaint; its keys (base64) lie in the sealed draft. */
export interface WaitingFile {
  name: string;
  key: string;
  originalKey: string | null;
  ref: EvidenceRef;
}

export interface FilingRequest {
  complaint: ComplaintInput;
  /** Of a retaliation: the case for which somebody was harmed. */
  retaliationOf?: string;
  channel: Channel;
  /** The same key with the same complaint gets the same answer; with another one it is refused. */
  idempotencyKey?: string;
  evidence?: WaitingFile[];
  /** Entered by the central desk: who did, when the agency had it, and its running letter number. */
  desk?: { staff: string; receivedAt: Instant; letterNumber?: string };
}

/** The sealed text of kind `subjects`: who is accused, and whom that matches in the staff directory. */
export interface Subjects {
  accused: Accused[];
  /** Ids of staff and of units. */
  matches: { persons: string[]; units: string[] };
}

/** The sealed text of kind `narrative`. */
export type Narrative = Pick<ComplaintInput, 'subject' | 'details' | 'occurredOn' | 'place' | 'unit'> & {
  letterNumber?: string;
};

/** The sealed text of kind `contact`. */
export interface Contact {
  email?: string;
  phone?: string;
  address?: string;
}

/** The sealed text of kind `identity`. */
export interface Identity {
  name?: string;
  nationalId?: string;
}
