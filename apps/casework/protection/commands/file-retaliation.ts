import type { ProtectionState } from '#domain/protection/protection-state.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import type { FilingRequest, Subjects } from '#filing/complaint-input.js';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused } from '#filing/filing-answer.js';
import { filingContext } from '#filing/filing-context.js';
import { repetitionOf } from '#filing/repetition.js';
import { findFilingByIdempotency } from '#persistence/filing-store.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import type { Casework } from '../../casework.js';

const SUBJECT = 'ถูกกลั่นแกล้งเพราะร้องเรียน';

/** Whether the command says that somebody was harmed for having complained. */
export const saysHarm = (command: ProtectionUpdate): boolean =>
  (command.name === 'record-contact' && command.params.answer === 'harmed') ||
  (command.name === 'judge-personnel-action' && !command.params.isJustified);

/**
 * Files what a custodian found out as a case of its own, against those whom the first one accuses, by the agency itself.
 * The same key files it once. Returns its reference.
 */
export async function fileRetaliation(
  { databases, keyring, time }: Casework,
  { reference, identityMode }: Pick<ProtectionState, 'reference' | 'identityMode'>,
  { words, staff, key }: { words: string; staff: string; key: string },
): Promise<string> {
  const { main, keys } = databases;
  const opener = openerOf(keyring, 'casework');
  const filed = await readTexts({ manager: main.manager, keys }, opener, reference, 'subjects');
  const subjects = filed.find(({ kind }) => kind === 'subjects');
  const accused = subjects === undefined ? [] : (JSON.parse(subjects.text) as Subjects).accused;
  const request: FilingRequest = {
    complaint: {
      category: 'retaliation',
      subject: SUBJECT,
      details: words,
      accused,
      identity: { mode: identityMode === 'named' ? 'confidential' : identityMode },
    },
    channel: 'walk-in',
    desk: { staff, receivedAt: time.now() },
    idempotencyKey: `${reference}|${staff}|${key}`,
    retaliationOf: reference,
  };
  const context = filingContext(main.manager);
  const answer = await fileComplaint(request, { databases, keyring, time, context });
  if (!isFilingRefused(answer)) return answer.reference;
  // Sent again, it was received at another moment, which makes it another request to the filing.
  const repetition = repetitionOf(request, keyring.secret('receipt-code'));
  const earlier = repetition && (await findFilingByIdempotency(main.manager, repetition.keyHash));
  if (earlier === null) throw new Error(`A retaliation could not be filed: ${answer.refused}.`);
  return earlier.reference;
}
