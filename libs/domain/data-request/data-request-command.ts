import type { TextRef } from '../complaint/command.js';
import type { Token } from '../routing/token.js';
import type { Instant } from '../time/instant.js';

/** What an answer comes to. The requester is shown its words, never which of these it is. */
export const ANSWER_KINDS = ['data-given', 'nothing-may-be-given', 'not-identified'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export interface DataRequestParams {
  /** `how`: the sealed words that say by what; `requester`: the pseudonym of a requester who is of the staff. */
  'confirm-identity': { how: TextRef; requester: Token | null };
  'propose-answer': { kind: AnswerKind; answer: TextRef };
  /**
   * `answer`: the proposed words sealed anew, so that the requester's code opens them and none before; `reason`: what to
   * change, where the answer goes back.
   */
  'decide-answer': { approved: true; answer: TextRef } | { approved: false; reason: TextRef };
  /** The requester's own. */
  withdraw: Record<string, never>;
  /** `named`: of the staff whom the words name. */
  'open-data-request': { named: Token[] };
  ring: Record<string, never>;
}
export type DataRequestCommandName = keyof DataRequestParams;

/** A requester is no complainant, and no ledger says so. */
export type DataRequestActor = { kind: 'staff'; id: string } | { kind: 'requester' } | { kind: 'system' };

export type DataRequestCommand<N extends DataRequestCommandName = DataRequestCommandName> = {
  [K in N]: {
    name: K;
    /** The request's idempotency key; also the Temporal update id. */
    id: string;
    actor: DataRequestActor;
    at: Instant;
    params: DataRequestParams[K];
    seenVersion?: number;
  };
}[N];
