import { permitProtection } from '#domain/protection/permit.js';
import type { CheckInAnswer } from '#domain/protection/protection-event.js';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import { protectionStream } from '#ledger/ledger.js';
import { transaction } from '#persistence/data-source.js';
import { insertOutbox, readOutbox } from '#persistence/outbox-store.js';
import { insertSealedText } from '#persistence/sealed-text-store.js';
import { signCommand } from '#vault/signature.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import { admit, type Admitted, type ComplainantDependencies } from './admit-complainant.js';
import { caseDataKey, readTexts, refOf, sealed } from './case-texts.js';
import type { Contact, Identity, Subjects } from './complaint-input.js';
import { fileComplaint } from './file-complaint.js';
import { isFilingRefused, type FilingAnswer } from './filing-answer.js';
import { keyedUuid } from './keyed-uuid.js';
import { openPayload, sealPayload } from './outbox-payload.js';
import { protectionOf, type ComplainantProtection } from './protection-of-complainant.js';

/** How the protected person is. The same key with the same content is one answer, however often it is sent. */
export interface CheckInReply {
  idempotencyKey: string;
  answer: CheckInAnswer;
  text?: string;
  /** Of harm: what the new complaint is headed with. */
  subject: string;
}

export interface Replied {
  at: Instant;
  /** Of harm: the case that was opened for it, with a receipt code of its own. */
  retaliation: FilingAnswer | null;
}

const CATEGORY = 'retaliation';

/** What the answer with this key is known by in the outbox. */
const answerId = (admitted: Admitted, { state }: ComplainantProtection, idempotencyKey: string): string =>
  keyedUuid(admitted.receiptKey, `${state.id}|${idempotencyKey}`);

/** Whether an answer with this key was taken before; false also for a wrong code or an unknown reference. */
export async function wasCheckInAnswered(
  reference: string,
  code: string,
  idempotencyKey: string,
  deps: ComplainantDependencies,
): Promise<boolean> {
  const admitted = await admit(reference, code, deps);
  const protection = admitted && (await protectionOf(admitted, deps));
  if (admitted === null || protection === null) return false;
  const id = answerId(admitted, protection, idempotencyKey);
  return (await readOutbox(deps.databases.main.manager, id)) !== null;
}

/** What the first filing said of the purpose, opened by the receipt code; null where it said nothing. */
async function filedAs<T>(
  purpose: 'identity' | 'contact' | 'subjects',
  { reference, opener }: Admitted,
  { databases: { main, keys } }: ComplainantDependencies,
): Promise<T | null> {
  const texts = await readTexts({ manager: main.manager, keys }, opener, reference, purpose);
  const filed = texts.find(({ kind }) => kind === purpose);
  return filed === undefined ? null : (JSON.parse(filed.text) as T);
}

/** Files the retaliation as a case of its own, by the same person, against the same people. */
async function fileRetaliation(
  admitted: Admitted,
  { idempotencyKey, subject, text = subject }: CheckInReply,
  mode: Parameters<typeof fileComplaint>[0]['complaint']['identity']['mode'],
  deps: ComplainantDependencies,
): Promise<FilingAnswer> {
  const identity = await filedAs<Identity>('identity', admitted, deps);
  const contact = await filedAs<Contact>('contact', admitted, deps);
  const subjects = await filedAs<Subjects>('subjects', admitted, deps);
  const answer = await fileComplaint(
    {
      complaint: {
        category: CATEGORY,
        subject,
        details: text,
        accused: subjects?.accused ?? [],
        identity: { mode, ...identity, ...contact },
      },
      channel: 'web',
      idempotencyKey: `${admitted.reference}|${idempotencyKey}`,
      retaliationOf: admitted.reference,
    },
    deps,
  );
  if (isFilingRefused(answer)) throw new Error(`A retaliation could not be filed: ${answer.refused}.`);
  return answer;
}

/**
 * Seals what the protected person answers and leaves the order to the protection's workflow; harm is filed as a case
 * first, so that it is never lost. Null: wrong code or unknown reference, or nobody is protected there yet.
 */
export async function answerCheckIn(
  reference: string,
  code: string,
  reply: CheckInReply,
  deps: ComplainantDependencies,
): Promise<Replied | Refusal | null> {
  const admitted = await admit(reference, code, deps);
  const protection = admitted && (await protectionOf(admitted, deps));
  if (admitted === null || protection === null) return null;
  const { main, keys } = deps.databases;
  const { state } = protection;
  const at = deps.time.now();
  const secret = admitted.receiptKey;
  const id = answerId(admitted, protection, reply.idempotencyKey);
  const commandOf = (params: ProtectionUpdate['params']): ProtectionUpdate =>
    ({ name: 'answer-check-in', id, actor: { kind: 'complainant' }, at, params }) as ProtectionUpdate;
  const refusal = permitProtection(state, commandOf({ answer: reply.answer }));
  if (isRefusal(refusal)) return refusal;

  const retaliation =
    reply.answer === 'harmed' ? await fileRetaliation(admitted, reply, state.identityMode, deps) : null;
  const earlier = await readOutbox(main.manager, id);
  if (earlier !== null) {
    const payload = openPayload(deps.keyring.secrets('codec'), id, earlier.payload);
    return { at: 'ofProtection' in payload ? payload.ofProtection.at : at, retaliation };
  }
  const dataKey = await caseDataKey(keys, admitted.reference, 'narrative', admitted.opener);
  if (dataKey === null) throw new Error(`The case ${admitted.reference} has no narrative key.`);
  const place = {
    id: keyedUuid(secret, `${id}|words`),
    reference: admitted.reference,
    purpose: 'narrative',
    kind: 'check-in',
    author: 'complainant',
    createdAt: at,
  } as const;
  const words = reply.text === undefined ? null : sealed(dataKey, place, reply.text);
  const command = commandOf({
    answer: reply.answer,
    ...(words && { words: refOf(words) }),
    ...(retaliation && { retaliationCase: retaliation.reference }),
  });
  const signature = signCommand(deps.keyring.signer('intake-signing'), protectionStream(state.id), command);
  const payload = { protection: state.id, ofProtection: command, signature };
  await transaction(main, async (manager) => {
    const message = {
      messageId: id,
      reference: admitted.reference,
      kind: 'command',
      payload: sealPayload(deps.keyring.secret('codec'), id, payload),
    } as const;
    if ((await insertOutbox(manager, message, at)) && words !== null) await insertSealedText(manager, words);
  });
  return { at, retaliation };
}
