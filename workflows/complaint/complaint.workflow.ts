import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow';
import { nextAlarm } from '#domain/clock/reckon.js';
import { receive } from '#domain/complaint/evolve.js';
import { permit } from '#domain/complaint/permit.js';
import { runMatter } from '../matter/run-matter.js';
import { absorb } from './absorb.js';
import { type ComplaintInput, UPDATE_NAMES } from './complaint.contract.js';
import type { ComplaintPorts } from './complaint.ports.js';
import { showInVisibility } from './visibility.js';

/** A database that is away is waited for: nothing that was decided may be dropped. */
const { open, record } = proxyLocalActivities<ComplaintPorts>({
  startToCloseTimeout: '2s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** One complaint, from its filing to its end: opened, acted on by people, reminded and escalated by its clocks. */
export async function complaint(input: ComplaintInput): Promise<void> {
  const { received } = input;
  const carried = await runMatter(
    {
      updateNames: UPDATE_NAMES,
      absorb,
      permit,
      isOver: ({ status }) => status === 'final',
      nextWaking: ({ clocks }) => nextAlarm(clocks)?.at ?? null,
      show: showInVisibility,
      open,
      record,
    },
    { state: receive(received), at: received.at },
    input,
  );
  if (carried !== null) await continueAsNew<typeof complaint>({ ...input, carried });
}
