import { replay } from '#domain/complaint/evolve.js';
import { permit } from '#domain/complaint/permit.js';
import { Refusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import { transaction } from '#persistence/data-source.js';
import { giveEvidence } from '#persistence/evidence-store.js';
import { insertOutbox, readOutbox } from '#persistence/outbox-store.js';
import { insertSealedText, type SealedText } from '#persistence/sealed-text-store.js';
import { signCommand } from '#vault/signature.js';
import { admit, type Admitted, type ComplainantDependencies, readEvents } from './admit-complainant.js';
import { caseDataKey, refOf, sealed } from './case-texts.js';
import { commandOf, type ComplainantWriting, isSameWriting } from './complainant-command.js';
import { keyedUuid } from './keyed-uuid.js';
import { matchSubjects } from './name-matching.js';
import { isComplainants, openPayload, sealPayload } from './outbox-payload.js';

export interface Written {
  commandId: string;
  at: Instant;
}

/** All that is said: words, and what the files are called. */
const wordsOf = (writing: ComplainantWriting): string =>
  [writing.text ?? '', ...(writing.kind === 'evidence' ? writing.files.map(({ name }) => name) : [])].join(
    '\n',
  );

/** The id of the command that comes by this key; nobody but this server can make it. */
export const commandIdOf = (key: Buffer, reference: string, idempotencyKey: string): string =>
  keyedUuid(key, `${reference}|${idempotencyKey}`);

/** Whom the words name, sealed for the worker; null when they name nobody. */
async function sealedMatches(
  words: string,
  { reference, opener }: Admitted,
  id: string,
  at: Instant,
  { databases, context }: ComplainantDependencies,
): Promise<SealedText | null> {
  const { names } = await context(at);
  const matches = matchSubjects({ subject: '', details: words }, names);
  if (matches.persons.length + matches.units.length === 0) return null;
  const dataKey = await caseDataKey(databases.keys, reference, 'subjects', opener);
  if (dataKey === null) throw new Error(`The case ${reference} has no subjects key.`);
  const place = {
    id,
    reference,
    purpose: 'subjects',
    kind: 'matches',
    author: 'complainant',
    createdAt: at,
  } as const;
  return sealed(dataKey, place, JSON.stringify(matches));
}

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
  const secret = admitted.receiptKey;
  const commandId = commandIdOf(secret, admitted.reference, writing.idempotencyKey);
  const words = writing.text ?? '';
  const textId = keyedUuid(secret, `${commandId}|${writing.kind}|${words}`);

  const dataKey = await caseDataKey(keys, admitted.reference, 'narrative', admitted.opener);
  if (dataKey === null) return new Refusal('AlreadyDestroyed');
  const row =
    words === ''
      ? null
      : sealed(
          dataKey,
          {
            id: textId,
            reference: admitted.reference,
            purpose: 'narrative',
            kind: writing.kind === 'evidence' ? 'message' : writing.kind,
            author: 'complainant',
            createdAt: at,
          },
          words,
        );
  const matches = await sealedMatches(
    wordsOf(writing),
    admitted,
    keyedUuid(secret, `${commandId}|matches`),
    at,
    deps,
  );
  const refs = { ...(row && { text: refOf(row) }), ...(matches && { matches: refOf(matches) }) };
  const command = commandOf(writing, commandId, at, refs);

  const sentBefore = async (): Promise<Written | 'IdempotencyKeyReused' | null> => {
    const earlier = await readOutbox(main.manager, commandId);
    if (earlier === null) return null;
    const payload = openPayload(deps.keyring.secrets('codec'), commandId, earlier.payload);
    return 'command' in payload && isComplainants(payload.command) && isSameWriting(payload.command, command)
      ? { commandId, at: payload.command.at }
      : 'IdempotencyKeyReused';
  };
  const before = await sentBefore();
  if (before !== null) return before;
  const refusal = permit(replay(await readEvents(deps, admitted)), command);
  if (refusal !== null) return refusal;

  const signature = signCommand(deps.keyring.signer('intake-signing'), admitted.reference, command);
  const isNew = await transaction(main, async (manager) => {
    const payload = sealPayload(deps.keyring.secret('codec'), commandId, { command, signature });
    const message = {
      messageId: commandId,
      reference: admitted.reference,
      kind: 'command',
      payload,
    } as const;
    if (!(await insertOutbox(manager, message, at))) return false;
    for (const text of [row, matches]) if (text !== null) await insertSealedText(manager, text);
    if (writing.kind === 'evidence')
      await giveEvidence(
        manager,
        writing.files.map(({ ref }) => ref.id),
        { reference: admitted.reference, commandId },
      );
    return true;
  });
  return isNew ? { commandId, at } : sentBefore();
}
