import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow';
import { begin, fold } from '#domain/protection/evolve.js';
import { permitProtection } from '#domain/protection/permit.js';
import { nextWaking } from '#domain/protection/waking.js';
import { runMatter } from '../matter/run-matter.js';
import { PROTECTION_UPDATE_NAMES, type ProtectionInput } from './protection.contract.js';
import type { ProtectionPorts } from './protection.ports.js';

/** A database that is away is waited for: nothing that was decided may be dropped. */
const { openProtection, recordProtection } = proxyLocalActivities<ProtectionPorts>({
  startToCloseTimeout: '2s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** One protected person, from the complaint to the last check-in a year after its closing. */
export async function protection(input: ProtectionInput): Promise<void> {
  const { opened } = input;
  const carried = await runMatter(
    {
      updateNames: PROTECTION_UPDATE_NAMES,
      absorb: (state, { missed, events, isRepeat }) =>
        fold(state, isRepeat ? missed : [...missed, ...events]),
      permit: permitProtection,
      isOver: ({ endedAt }) => endedAt !== null,
      nextWaking,
      open: openProtection,
      record: recordProtection,
    },
    { state: begin(opened), at: opened.at },
    input,
  );
  if (carried !== null) await continueAsNew<typeof protection>({ ...input, carried });
}
