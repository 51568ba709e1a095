import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TextRef } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { replay } from '#domain/complaint/evolve.js';
import { permit } from '#domain/complaint/permit.js';
import type { Refusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import type { Databases } from '#persistence/data-source.js';
import { transaction } from '#persistence/data-source.js';
import { findFiling } from '#persistence/filing-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { insertOutbox, readCommandsOf, readOutbox } from '#persistence/outbox-store.js';
import { insertSealedText } from '#persistence/sealed-text-store.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import { signCommand } from '#vault/signature.js';
import { caseDataKey, readTexts, refOf, sealed, type Opener } from './case-texts.js';
import { isComplainants, openPayload, sealPayload, type ComplainantCommand } from './outbox-payload.js';
import { parseReference } from './reference.js';

export interface ComplainantDependencies {
  databases: Pick<Databases, 'main' | 'keys'>;
  /** Holding `receipt-code`, `intake-signing` and `codec`. */
  keyring: Keyring;
  time: Time;
}

/** Something that the complainant wrote and that the case's workflow has not taken, or has refused. */
export interface PendingMessage {
  command: ComplainantCommand['name'];
  at: Instant;
  text: string | null;
  refused: string | null;
}

/** A case as its complainant may see it. */
export interface ComplainantCase {
  reference: string;
  state: ComplaintState;
  /** The whole stream; which events are shown, and which of their fields, is the page's matter. */
  events: ComplaintEvent[];
  /** Words meant for the complainant or written by the complainant, by the id in the event's reference. */
  texts: Record<string, string>;
  pending: PendingMessage[];
}

/** What is written to a case. The same key with the same content is one message, however often it is sent. */
export type ComplainantWriting = { idempotencyKey: string } & (
  | { kind: 'message'; text: string }
  | { kind: 'review'; text: string }
  | { kind: 'withdrawal'; text?: string; wasPressed: boolean | null }
);

export interface Written {
  commandId: string;
  at: Instant;
}

/** What an event says to the complainant; everything else in a case's texts is the agency's own. */
function addressed(event: ComplaintEvent): TextRef | undefined {
  switch (event.type) {
    case 'InformationRequested':
      return event.body.question;
    case 'InformationReceived':
    case 'MessageFromComplainant':
    case 'MessageToComplainant':
      return event.body.message;
    case 'ComplaintRejected':
    case 'ComplaintReferred':
      return event.body.explanation;
    case 'OutcomeTold':
      return event.body.outcome;
    case 'ReviewRequested':
    case 'ComplaintWithdrawn':
      return event.body.reason;
    default:
      return undefined;
  }
}

interface Admitted {
  reference: string;
  stream: string;
  opener: Opener;
}

const NOBODY = Buffer.alloc(32);

/**
 * Admits whoever has the receipt code. A wrong code and an unknown reference cost the same hash, the same query and
 * the same comparison, and end alike.
 */
async function admit(
  typedReference: string,
  code: string,
  { databases, keyring }: ComplainantDependencies,
): Promise<Admitted | null> {
  const key = keyring.secret('receipt-code');
  const given = Buffer.from(receiptHash(key, code), 'hex');
  const filing = await findFiling(databases.main.manager, parseReference(typedReference) ?? '');
  const isRight = timingSafeEqual(given, filing === null ? NOBODY : Buffer.from(filing.receiptHash, 'hex'));
  if (!isRight || filing === null) return null;
  const { reference, stream } = filing;
  return { reference, stream, opener: { recipient: 'receipt', keyPair: receiptKeyPair(key, code) } };
}

const readEvents = async (
  { databases }: ComplainantDependencies,
  stream: string,
): Promise<ComplaintEvent[]> => (await readStream(databases.main.manager, stream)).map(toEvent);

/** Null for a wrong code and for an unknown reference alike. */
export async function openCase(
  reference: string,
  code: string,
  deps: ComplainantDependencies,
): Promise<ComplainantCase | null> {
  const admitted = await admit(reference, code, deps);
  if (admitted === null) return null;
  const { main, keys } = deps.databases;
  const events = await readEvents(deps, admitted.stream);
  const state = replay(events);
  const narrative = await readTexts(
    { manager: main.manager, keys },
    admitted.opener,
    admitted.reference,
    'narrative',
  );
  const words = new Map(narrative.map(({ id, text }) => [id, text]));
  const recorded = events.flatMap((event) => addressed(event) ?? []);

  const taken = new Set(recorded.map(({ id }) => id));
  const commands = await readCommandsOf(main.manager, admitted.reference);
  const pending = commands.flatMap((row): PendingMessage[] => {
    const payload = openPayload(deps.keyring.secret('codec'), row.messageId, row.payload);
    if (!('command' in payload) || (row.isDone && row.refused === null)) return [];
    const { command } = payload;
    if (!isComplainants(command)) return [];
    const ref = textOf(command);
    if (ref !== undefined && taken.has(ref.id)) return [];
    const text = ref === undefined ? null : (words.get(ref.id) ?? null);
    return [{ command: command.name, at: command.at, text, refused: row.refused }];
  });
  return {
    reference: admitted.reference,
    state,
    events,
    texts: Object.fromEntries(
      recorded.flatMap(({ id }) => (words.has(id) ? [[id, words.get(id) ?? '']] : [])),
    ),
    pending,
  };
}

const textOf = (command: ComplainantCommand): TextRef | undefined =>
  command.name === 'answer-or-write' ? command.params.message : command.params.reason;

/** A uuid that only this server can make, the same whenever it is made of the same text. */
function keyedUuid(key: Buffer, text: string): string {
  const hex = createHmac('sha256', key).update(`uuid:${text}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function commandOf(
  writing: ComplainantWriting,
  id: string,
  at: Instant,
  text: TextRef | undefined,
): ComplainantCommand {
  const common = { id, at, actor: { kind: 'complainant' } as const };
  if (writing.kind === 'withdrawal')
    return {
      ...common,
      name: 'withdraw',
      params: { ...(text && { reason: text }), wasPressed: writing.wasPressed },
    };
  if (text === undefined) throw new Error('A message and a review carry words.');
  return writing.kind === 'message'
    ? { ...common, name: 'answer-or-write', params: { message: text } }
    : { ...common, name: 'ask-for-review', params: { reason: text } };
}

/** Whether two commands say the same; the same words sealed twice have another hash. */
const isSameWriting = (a: ComplainantCommand, b: ComplainantCommand): boolean =>
  a.name === b.name &&
  textOf(a)?.id === textOf(b)?.id &&
  (a.name === 'withdraw' && b.name === 'withdraw' ? a.params.wasPressed === b.params.wasPressed : true);

/**
 * Seals what the complainant writes and leaves the order to the workflow in one transaction. Null: wrong code or
 * unknown reference. A `Refusal`: the case as recorded so far does not allow it. 'IdempotencyKeyReused': the key came
 * before with other content.
 */
export async function writeToCase(
  reference: string,
  code: string,
  writing: ComplainantWriting,
  deps: ComplainantDependencies,
): Promise<Written | Refusal | 'IdempotencyKeyReused' | null> {
  const admitted = await admit(reference, code, deps);
  if (admitted === null) return null;
  const { main, keys } = deps.databases;
  const at = deps.time.now();
  const secret = deps.keyring.secret('receipt-code');
  const codecKey = deps.keyring.secret('codec');
  const commandId = keyedUuid(secret, `${admitted.reference}|${writing.idempotencyKey}`);
  const words = writing.text ?? '';
  const textId = keyedUuid(secret, `${commandId}|${writing.kind}|${words}`);

  const dataKey = await caseDataKey(keys, admitted.reference, 'narrative', admitted.opener);
  if (dataKey === null) throw new Error(`The case ${admitted.reference} has no narrative key.`);
  const row =
    words === ''
      ? null
      : sealed(
          dataKey,
          {
            id: textId,
            reference: admitted.reference,
            purpose: 'narrative',
            kind: writing.kind,
            author: 'complainant',
            createdAt: at,
          },
          words,
        );
  const command = commandOf(writing, commandId, at, row === null ? undefined : refOf(row));

  const sentBefore = async (): Promise<Written | 'IdempotencyKeyReused' | null> => {
    const earlier = await readOutbox(main.manager, commandId);
    if (earlier === null) return null;
    const payload = openPayload(codecKey, commandId, earlier.payload);
    return 'command' in payload && isComplainants(payload.command) && isSameWriting(payload.command, command)
      ? { commandId, at: payload.command.at }
      : 'IdempotencyKeyReused';
  };
  const before = await sentBefore();
  if (before !== null) return before;
  const refusal = permit(replay(await readEvents(deps, admitted.stream)), command);
  if (refusal !== null) return refusal;

  const signature = signCommand(deps.keyring.signer('intake-signing'), admitted.reference, command);
  const isNew = await transaction(main, async (manager) => {
    const payload = sealPayload(codecKey, commandId, { command, signature });
    const message = {
      messageId: commandId,
      reference: admitted.reference,
      kind: 'command',
      payload,
    } as const;
    if (!(await insertOutbox(manager, message, at))) return false;
    if (row !== null) await insertSealedText(manager, row);
    return true;
  });
  return isNew ? { commandId, at } : sentBefore();
}
