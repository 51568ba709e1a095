import type { TextRef } from '#domain/complaint/command.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { Instant } from '#domain/time/instant.js';
import type { ComplainantCommand } from './outbox-payload.js';

/** What is written to a case. The same key with the same content is one message, however often it is sent. */
export type ComplainantWriting = { idempotencyKey: string } & (
  | { kind: 'message'; text: string }
  /** Files that wait in the case, by name, with words or without. */
  | { kind: 'evidence'; text?: string; files: { name: string; ref: EvidenceRef }[] }
  | { kind: 'review'; text: string }
  | { kind: 'withdrawal'; text?: string; wasPressed: boolean | null }
);

/** The words that a command carries. */
export const textOf = (command: ComplainantCommand): TextRef | undefined =>
  command.name === 'answer-or-write' || command.name === 'add-evidence'
    ? command.params.message
    : command.params.reason;

/** The sealed texts of a writing: its words, and whom they name. */
export interface WritingRefs {
  text?: TextRef;
  matches?: TextRef;
}

/** The command that the writing makes. Throws where words are missing that it cannot be without. */
export function commandOf(
  writing: ComplainantWriting,
  id: string,
  at: Instant,
  { text, matches }: WritingRefs,
): ComplainantCommand {
  const common = { id, at, actor: { kind: 'complainant' } as const };
  if (writing.kind === 'withdrawal')
    return {
      ...common,
      name: 'withdraw',
      params: { ...(text && { reason: text }), wasPressed: writing.wasPressed, ...(matches && { matches }) },
    };
  if (writing.kind === 'evidence') {
    const evidence = writing.files.map(({ ref }) => ref);
    const params = { evidence, ...(text && { message: text }), ...(matches && { matches }) };
    return { ...common, name: 'add-evidence', params };
  }
  if (text === undefined) throw new Error('A message and a review carry words.');
  return writing.kind === 'message'
    ? { ...common, name: 'answer-or-write', params: { message: text, ...(matches && { matches }) } }
    : { ...common, name: 'ask-for-review', params: { reason: text, ...(matches && { matches }) } };
}

/** Whether two commands say the same; the same words sealed twice have another hash. */
export function isSameWriting(a: ComplainantCommand, b: ComplainantCommand): boolean {
  if (a.name !== b.name || textOf(a)?.id !== textOf(b)?.id) return false;
  if (a.name === 'withdraw' && b.name === 'withdraw') return a.params.wasPressed === b.params.wasPressed;
  if (a.name !== 'add-evidence' || b.name !== 'add-evidence') return true;
  const idsOf = ({ params }: typeof a): string => params.evidence.map(({ id }) => id).join();
  return idsOf(a) === idsOf(b);
}
