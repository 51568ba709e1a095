import { timingSafeEqual } from 'node:crypto';
import { dataRequestRules } from '#domain/data-request/data-request-policy.js';
import { isDataRequestOver } from '#domain/data-request/data-request-state.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { permitDataRequest } from '#domain/data-request/decide.js';
import type { Refusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { findDataRequest } from '#persistence/data-request-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { insertOutbox, readCommandsOf } from '#persistence/outbox-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { heldInMemory } from '#vault/key-holder.js';
import { receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import { signCommand } from '#vault/signature.js';
import type { Bilingual } from '#domain/policy/bilingual.js';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import { type Opener, readTexts } from './case-texts.js';
import { answerDueAt } from './file-data-request.js';
import { keyedUuid } from './keyed-uuid.js';
import { sealPayload } from './outbox-payload.js';
import { typedReference } from './typed-reference.js';

/** A request as its requester may see it: nothing tells which kind of answer it got, nor who dealt with it. */
export interface RequestersView {
  reference: string;
  status: 'in-hand' | 'answered' | 'withdrawn';
  filedAt: Instant;
  /** When it counts as received. */
  receivedAt: Instant;
  dueAt: Instant;
  answer: string | null;
  /** Below every answer. */
  neutralSentence: Bilingual;
}

interface AdmittedRequester {
  state: DataRequestState;
  filedAt: Instant;
  opener: Opener;
  receiptKey: Buffer;
}

const NOBODY = Buffer.alloc(32);

/** A wrong code and an unknown reference cost the same hashes, the same query and the same comparisons, and end alike. */
async function admitRequester(
  typed: string,
  code: string,
  { databases, keyring, time }: ComplainantDependencies,
): Promise<AdmittedRequester | null> {
  const found = await findDataRequest(
    databases.main.manager,
    await typedReference(typed, { databases, time }),
  );
  const kept = found === null ? NOBODY : Buffer.from(found.receiptHash, 'hex');
  const [receiptKey] = keyring
    .secrets('receipt-code')
    .filter((key) => timingSafeEqual(Buffer.from(receiptHash(key, code), 'hex'), kept));
  if (receiptKey === undefined || found === null) return null;
  const pair = receiptKeyPair(receiptKey, code);
  return {
    state: found.state,
    filedAt: found.filedAt,
    receiptKey,
    opener: { recipient: 'receipt', holder: heldInMemory(() => [pair]) },
  };
}

const statusFor = (state: DataRequestState): RequestersView['status'] =>
  state.status === 'withdrawn' ? 'withdrawn' : isDataRequestOver(state) ? 'answered' : 'in-hand';

/** Null for a wrong code and for an unknown reference alike. */
export async function openDataRequest(
  reference: string,
  code: string,
  deps: ComplainantDependencies,
): Promise<RequestersView | null> {
  const admitted = await admitRequester(reference, code, deps);
  if (admitted === null) return null;
  const { state, opener, filedAt } = admitted;
  const { main, keys } = deps.databases;
  const policy = await readPolicy(main.manager, state.policyHash);
  const calendar = await readCalendar(main.manager, policy);
  const commands = await readCommandsOf(main.manager, state.reference);
  const isLeaving = commands.some(({ refused }) => refused === null);
  const status = isLeaving ? 'withdrawn' : statusFor(state);
  const texts = await readTexts({ manager: main.manager, keys }, opener, state.reference, 'narrative');
  const given = status === 'answered' ? state.answer?.answer.id : undefined;
  return {
    reference: state.reference,
    status,
    filedAt,
    receivedAt: state.receivedAt,
    dueAt: state.clock?.dueAt ?? answerDueAt(state, dataRequestRules(policy), calendar),
    answer: texts.find(({ id }) => id === given)?.text ?? null,
    neutralSentence: dataRequestRules(policy).neutralSentence,
  };
}

/** Leaves the order to withdraw. Null: wrong code or unknown reference. A `Refusal`: it is over already. */
export async function withdrawDataRequest(
  reference: string,
  code: string,
  deps: ComplainantDependencies,
): Promise<'taken' | Refusal | null> {
  const admitted = await admitRequester(reference, code, deps);
  if (admitted === null) return null;
  const { state, receiptKey } = admitted;
  const at = deps.time.now();
  const id = keyedUuid(receiptKey, `${state.reference}|withdraw`);
  const ofDataRequest: DataRequestUpdate = {
    name: 'withdraw',
    id,
    actor: { kind: 'requester' },
    at,
    params: {},
  };
  const refusal = permitDataRequest(state, ofDataRequest);
  if (refusal !== null) return refusal;
  const stream = dataRequestStream(state.reference);
  const signature = signCommand(deps.keyring.signer('intake-signing'), stream, ofDataRequest);
  const payload = sealPayload(deps.keyring.secret('codec'), id, { ofDataRequest, signature });
  const message = { messageId: id, reference: state.reference, kind: 'command', payload } as const;
  await insertOutbox(deps.databases.main.manager, message, at);
  return 'taken';
}
