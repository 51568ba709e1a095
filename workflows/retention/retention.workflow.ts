import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow';
import { permitRetention } from '#domain/retention/decide.js';
import { beginRetention, foldRetention } from '#domain/retention/evolve.js';
import { nextRetentionWaking } from '#domain/retention/retention-state.js';
import { runMatter } from '../matter/run-matter.js';
import { RETENTION_UPDATE_NAMES, type RetentionInput } from './retention.contract.js';
import type { RetentionPorts } from './retention.ports.js';

/** Longer than elsewhere: a destruction removes files. What is away is waited for. */
const { openRetention, recordRetention } = proxyLocalActivities<RetentionPorts>({
  startToCloseTimeout: '20s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '60s' },
});

/** The keeping of what one case holds, from its end until it is destroyed. */
export async function retention(input: RetentionInput): Promise<void> {
  const { opened } = input;
  const carried = await runMatter(
    {
      updateNames: RETENTION_UPDATE_NAMES,
      absorb: (state, { missed, events, isRepeat }) =>
        foldRetention(state, isRepeat ? missed : [...missed, ...events]),
      permit: permitRetention,
      isOver: ({ status }) => status === 'destroyed',
      nextWaking: nextRetentionWaking,
      open: openRetention,
      record: recordRetention,
    },
    { state: beginRetention(opened), at: opened.at },
    input,
  );
  if (carried !== null) await continueAsNew<typeof retention>({ ...input, carried });
}
