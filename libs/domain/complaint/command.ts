import type { Instant } from '../time/instant.js';
import type { Exclusion } from './exclusion.js';
import type { Token } from '../routing/token.js';
import type { EvidenceRef } from './evidence.js';
import type { Span } from '../clock/span.js';
import type { Holiday } from '../clock/calendar.js';

/** A sealed text that an app stored before the command: its id and the SHA-256 of its ciphertext (hex). */
export interface TextRef {
  id: string;
  hash: string;
}

export type Actor = { kind: 'staff'; id: string } | { kind: 'complainant' } | { kind: 'system' };

/** `staff:<id>`, `complainant` or `system`: the actor as events and the ledger name it. */
export const actorName = (actor: Actor): string =>
  actor.kind === 'staff' ? `staff:${actor.id}` : actor.kind;

/** The staff id in an actor's name; any other actor's name as it is. */
export const staffIdOf = (actor: string): string => actor.replace(/^staff:/, '');

export type Finding = 'substantiated' | 'partly-substantiated' | 'unsubstantiated' | 'inconclusive';
export type Decision = 'disciplinary' | 'corrective' | 'no-ground' | 'return-for-more';

/** What a complaint's commands carry, by command name. All are references and codes, never words. */
export interface CommandParams {
  // Staff
  accept: { unit: string; category?: string; note?: TextRef };
  reject: { reason: string; explanation: TextRef };
  'approve-rejection': { approved: boolean; explanation?: TextRef };
  refer: { body: string; explanation: TextRef };
  'record-referral-answer': { answer: TextRef };
  'request-information': { question: TextRef };
  assign: { officer: string; reason?: TextRef };
  reassign: { officer: string; reason: TextRef };
  /** `persons` and `units`: tokens of those named; `subject`: the sealed words in which they were named. */
  'add-accused': { persons: Token[]; units: Token[]; subject: TextRef };
  /** Decides an automatic match of a name to the staff directory. */
  'decide-match': { person: Token; isSamePerson: boolean };
  'declare-conflict': { ground: RecusalGround; explanation?: TextRef };
  /** Somebody else's interest in the matter. */
  'record-conflict': { person: Token; ground: RecusalGround; explanation: TextRef };
  /** The one kept out is none of those who should be: a second person's word. */
  'lift-exclusion': { person: Token; explanation: TextRef };
  'record-finding': { finding: Finding; text: TextRef };
  'request-extension': { clock: string; span: Span; reason: TextRef };
  'decide-extension': { granted: boolean; span?: Span; reason: TextRef };
  'submit-report': { report: TextRef };
  decide: { decision: Decision; text: TextRef };
  'hand-to-discipline': { note: TextRef };
  'notify-outcome': { outcome: TextRef };
  /** `person`: null for somebody who is not of the staff; `notice`: of the pack; `words`: what the letter tells. */
  'tell-subject': { person: Token | null; notice: string; words: TextRef };
  close: { disciplineOutcome?: TextRef };
  reopen: { reason: TextRef };
  link: { leader: string };
  unlink: Record<string, never>;
  'add-note': { note: TextRef };
  'send-message': { message: TextRef };
  /** Somebody who saw or knows, to be protected like the complainant. */
  'name-witness': { witness: TextRef };
  /** `carrier`: who handed it over; `packageHash`: SHA-256 (hex) of the sealed package that was handed over. */
  'hand-to-outside-body': { receiver: TextRef; carrier?: TextRef; packageHash?: string };
  /** What waits to be read needs no answer. */
  'mark-message-read': Record<string, never>;
  // Complainant
  /** `matches`: the sealed ids of those whom the words name, where they name any. */
  'answer-or-write': { message: TextRef; matches?: TextRef };
  'ask-for-review': { reason: TextRef; matches?: TextRef };
  withdraw: { reason?: TextRef; wasPressed: boolean | null; matches?: TextRef };
  // Complainant or staff
  /** Of the staff only the files; `message`: the complainant's words with them. */
  'add-evidence': { evidence: EvidenceRef[]; message?: TextRef; matches?: TextRef };
  // System
  /** `chain`: of a retaliation, whoever had the first case in hand, and whom that case keeps out. */
  open: { matchedPersons: Token[]; matchedUnits: Token[]; chain?: Token[] };
  ring: Record<string, never>;
  /** Whoever is kept out of a linked case. */
  'take-exclusions': { exclusions: Exclusion[] };
  'apply-calendar': { holiday: Holiday; removed: boolean; reason: string };
  /** A harmful program was found in the file of this id after it had been taken. */
  'quarantine-evidence': { evidence: string };
}

export type RecusalGround =
  | 'is-accuser-or-spouse'
  | 'relative'
  | 'resentment'
  | 'interest-in-matter'
  | 'eyewitness'
  | 'other-serious-cause';

export type CommandName = keyof CommandParams;

export type Command<N extends CommandName = CommandName> = {
  [K in N]: {
    name: K;
    /** The request's idempotency key; also the Temporal update id. */
    id: string;
    actor: Actor;
    at: Instant;
    params: CommandParams[K];
    /** `actedVersion` that the person saw when deciding to act; refused when somebody acted since. */
    seenVersion?: number;
  };
}[N];
