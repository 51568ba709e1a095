import { text } from '#domain/complaint/complaint.builder.js';
import { receivedRequest } from '#domain/data-request/data-request.builder.js';
import type { DataRequestParams } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import { instantOf } from '#domain/time/instant.js';
import { sendToDataRequest, startDataRequest } from '#temporal/data-request-calls.js';
import {
  type DataRequestUpdate,
  dataRequestWorkflowId,
} from '#workflows/data-request/data-request.contract.js';
import { DataRequestLedgerFake } from '../../workflows/data-request/data-requests.fake.js';
import { recordLives, type Staging } from './record-lives.js';
import type { StagedMatter } from './staged-matter.js';

type Request = StagedMatter<DataRequestEvent, DataRequestParams>;
const QUEUE = 'data-requests';
const answer = { kind: 'data-given', answer: text } as const;
const approved = { approved: true, answer: text } as const;
const confirmed = { how: text, requester: null };

function staged(number: number): Staging<DataRequestEvent, DataRequestParams> {
  const reference = `SMP-69-0000-000${number}`;
  const received = receivedRequest(instantOf(Date.now()), { reference });
  const { events, openDataRequest, recordDataRequest } = new DataRequestLedgerFake(received);
  return {
    activities: { openDataRequest, recordDataRequest },
    kind: {
      kept: 'data-request',
      workflowId: dataRequestWorkflowId(reference),
      events,
      start: (client, options) => startDataRequest(client, { received, ...options }, QUEUE),
      send: (client, command) =>
        sendToDataRequest(client, reference, command as unknown as DataRequestUpdate, 'signature', 30_000),
    },
  };
}

async function answeredAfterAReturn(one: Request): Promise<void> {
  await one.start();
  await one.give('custodian', 'confirm-identity', confirmed);
  await one.give('custodian', 'propose-answer', answer);
  await one.giveInVain('custodian', 'decide-answer', approved, 'SecondPersonRequired');
  await one.give('auditor', 'decide-answer', { approved: false, reason: text });
  await one.give('custodian', 'propose-answer', answer);
  await one.give('custodian-two', 'decide-answer', approved);
  await one.end();
  await one.save('answered-after-a-return');
}

async function nobodyAnswers(one: Request): Promise<void> {
  await one.start();
  await one.after(40);
  await one.give('requester', 'withdraw', {});
  await one.end();
  await one.save('nobody-answers');
}

async function continuedAsNew(one: Request): Promise<void> {
  await one.start({ continueAsNewAfter: 12 });
  await one.give('custodian', 'confirm-identity', confirmed);
  await one.give('custodian', 'propose-answer', answer);
  await one.give('auditor', 'decide-answer', { approved: false, reason: text });
  await one.save('continued-as-new');
}

/** Recorded anew only when the workflow's code may break with the old ones. */
await recordLives(QUEUE, staged, [answeredAfterAReturn, nobodyAnswers, continuedAsNew]);
