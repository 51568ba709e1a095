import { text } from '#domain/complaint/complaint.builder.js';
import { openedProtection, plea } from '#domain/protection/protection.builder.js';
import type { ProtectionParams } from '#domain/protection/protection-command.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { instantOf } from '#domain/time/instant.js';
import { sendToProtection, startProtection } from '#temporal/protection-calls.js';
import { type ProtectionUpdate, protectionWorkflowId } from '#workflows/protection/protection.contract.js';
import { ProtectionLedgerFake } from '../../workflows/protection/protections.fake.js';
import { recordLives, type Staging } from './record-lives.js';
import type { StagedMatter } from './staged-matter.js';

type Person = StagedMatter<ProtectionEvent, ProtectionParams>;
const QUEUE = 'protections';
const assessed = { level: 'low' as const, factors: [], assessment: text };
const note = { note: text };
const well = { answer: 'well' } as const;

function staged(number: number): Staging<ProtectionEvent, ProtectionParams> {
  const id = `SMP-69-0000-000${number}`;
  const opened = { ...openedProtection({ id, reference: id }), at: instantOf(Date.now()) };
  const ledger = new ProtectionLedgerFake(opened);
  const { events, openProtection, recordProtection } = ledger;
  return {
    activities: { openProtection, recordProtection },
    kind: {
      kept: 'protection',
      workflowId: protectionWorkflowId(id),
      events,
      start: (client, options) => startProtection(client, { opened, ...options }, QUEUE),
      send: (client, command) =>
        sendToProtection(client, id, command as unknown as ProtectionUpdate, 'signature', 30_000),
    },
  };
}

/** Answered, answered by nobody and found out in person, answered, answered. */
async function aWholeYear(one: Person): Promise<void> {
  await one.start();
  await one.give('custodian', 'assess-risk', assessed);
  await one.give('officer', 'ask-for-identity', plea);
  await one.give('custodian', 'decide-access', { access: 1, approved: true });
  await one.after(2);
  await one.give('custodian', 'begin-measure', { kind: 'P1', owner: 'officer', until: null, ...note });
  await one.give('system', 'follow-case', { change: 'closed' });
  await one.after(31);
  await one.give('complainant', 'answer-check-in', well);
  await one.after(81);
  await one.give('custodian', 'record-contact', { ...well, ...note });
  await one.after(69);
  await one.give('complainant', 'answer-check-in', well);
  await one.give('officer', 'end-measure', { measure: 1, proof: text });
  await one.after(185);
  await one.give('complainant', 'answer-check-in', well);
  await one.end();
  await one.save('a-whole-year');
}

async function continuedAsNew(one: Person): Promise<void> {
  await one.start({ continueAsNewAfter: 12 });
  await one.give('custodian', 'assess-risk', assessed);
  await one.give('officer', 'ask-for-identity', plea);
  await one.give('custodian', 'decide-access', { access: 1, approved: true });
  await one.after(2);
  await one.save('handed-to-the-next-run', 'first');
  await one.save('continued-as-new');
}

/** Recorded anew only when the workflow's code may break with the old ones. */
await recordLives(QUEUE, staged, [aWholeYear, continuedAsNew]);
