import { text } from '#domain/complaint/complaint.builder.js';
import type { RetentionParams } from '#domain/retention/retention-command.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionOutcome } from '#domain/retention/retention-policy.js';
import { instantOf } from '#domain/time/instant.js';
import { sendToRetention, startRetention } from '#temporal/retention-calls.js';
import { type RetentionUpdate, retentionWorkflowId } from '#workflows/retention/retention.contract.js';
import { RetentionLedgerFake } from '../../workflows/retention/retentions.fake.js';
import { recordLives, type Staging } from './record-lives.js';
import type { StagedMatter } from './staged-matter.js';

type Keeping = StagedMatter<RetentionEvent, RetentionParams>;
const QUEUE = 'retentions';
const reason = { reason: text };
const held = { ground: 'court', ...reason };

function staged(number: number, outcome: RetentionOutcome): Staging<RetentionEvent, RetentionParams> {
  const reference = `SMP-69-0000-000${number}`;
  const opened: RetentionEvent<'RetentionOpened'> = {
    type: 'RetentionOpened',
    schemaVersion: 1,
    at: instantOf(Date.now()),
    actor: 'system',
    body: { reference, policyHash: 'hash', outcome },
  };
  const { events, openRetention, recordRetention } = new RetentionLedgerFake(opened);
  return {
    activities: { openRetention, recordRetention },
    kind: {
      kept: 'retention',
      workflowId: retentionWorkflowId(reference),
      events,
      start: (client, options) => startRetention(client, { opened, ...options }, QUEUE),
      send: (client, command) =>
        sendToRetention(client, reference, command as unknown as RetentionUpdate, 'signature', 30_000),
    },
  };
}

async function heldThenDestroyed(one: Keeping): Promise<void> {
  await one.start();
  await one.give('auditor', 'place-hold', held);
  await one.after(400);
  await one.give('governor', 'lift-hold', { hold: 1, ...reason });
  await one.after(31);
  await one.end();
  await one.save('held-then-destroyed');
}

async function continuedAsNew(one: Keeping): Promise<void> {
  await one.start({ continueAsNewAfter: 12 });
  await one.give('auditor', 'place-hold', held);
  await one.give('governor', 'lift-hold', { hold: 1, ...reason });
  await one.give('system', 'follow-case', { outcome: null });
  await one.give('system', 'follow-case', { outcome: 'corrective' });
  await one.save('handed-to-the-next-run', 'first');
  await one.save('continued-as-new');
}

async function sealedEarlyAndOpened(one: Keeping): Promise<void> {
  await one.start();
  await one.after(31);
  await one.give('auditor', 'ask-opening', reason);
  await one.give('governor', 'decide-opening', { approved: true, ...reason });
  await one.after(31);
  await one.save('sealed-early-and-opened');
}

/** Recorded anew only when the workflow's code may break with the old ones. */
await recordLives(QUEUE, (number) => staged(number, 'corrective'), [heldThenDestroyed, continuedAsNew]);
await recordLives(QUEUE, () => staged(3, 'no-ground'), [sealedEarlyAndOpened]);
