import type { ReadFilingContext } from '#filing/filing-context.js';
import type { EvidenceRoom } from '#evidence/evidence-room.js';
import type { Databases } from '#persistence/data-source.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';

/** What intake's tasks need of the world; also all that `fileComplaint` does. */
export interface IntakeServices {
  databases: Pick<Databases, 'main' | 'keys'>;
  keyring: Keyring;
  time: Time;
  context: ReadFilingContext;
  /** Receives files. */
  evidence: EvidenceRoom;
  /** Has the outbox looked at now, after something was committed to it. Never throws, never waits. */
  kick: () => void;
  /** Where the signed heads of the ledger lie. */
  dataDir: string;
  /** Filings of all callers in a minute that are nothing unusual; beyond, they wait their turn. */
  usualFilingsPerMinute: number;
  isSecure: boolean;
  /** How many proxies stand before this process; what was said of the caller before them is not believed. */
  trustedProxyHops: number;
  /** Where the public site is, without a slash at its end, e.g. `https://complaints.example.go.th`. */
  publicUrl: string;
}

/** NestJS injection token of the `IntakeServices`. */
export const INTAKE = Symbol('IntakeServices');
