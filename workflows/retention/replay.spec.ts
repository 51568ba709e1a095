import { beforeAll, describe, expect, it } from '@jest/globals';
import { replayRetention } from '#domain/retention/evolve.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { bundleChanged } from '../../test/support/changed-bundle.js';
import { readHistories } from '../../test/support/recorded-history.js';
import { replayFailures } from '../../test/support/replay-failures.js';
import { installQuietRuntime } from '../../test/support/temporal.js';

const histories = readHistories<RetentionEvent, RetentionState>('retention');
const typesOf = (name: string) => histories.find((one) => one.name === name)?.ledger.map(({ type }) => type);

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories of what cases hold', () => {
  it('are there: held and destroyed, sealed early, and gone from one run to the next', () => {
    const names = histories.map(({ name }) => name).sort();
    expect(names).toEqual([
      'continued-as-new',
      'handed-to-the-next-run',
      'held-then-destroyed',
      'sealed-early-and-opened',
    ]);
  });

  it('are replayed by the code as it is', async () => {
    expect(await replayFailures(await bundleWorkflows(), histories)).toEqual([]);
  });

  it('stop a change by which nothing wakes the keeping any more', async () => {
    const changed = await bundleChanged(
      'retention/retention.workflow.ts',
      'nextWaking: nextRetentionWaking,',
      'nextWaking: () => null,',
    );
    expect(await replayFailures(changed, histories)).not.toEqual([]);
  });

  it.each(histories)('lead to the state that the ledger leads to: $name', ({ ledger, state }) => {
    expect(replayRetention(ledger)).toEqual(state);
  });

  it('went past its day while it was held, and was destroyed after the hold', () => {
    expect(typesOf('held-then-destroyed')?.slice(2)).toEqual([
      'HoldPlaced',
      'DestructionNear',
      'DestructionPutOff',
      'DestructionPutOff',
      'HoldLifted',
      'DestructionOrdered',
      'DestructionVerified',
    ]);
  });

  it('was sealed, opened and sealed anew', () => {
    expect(typesOf('sealed-early-and-opened')?.slice(3)).toEqual([
      'AccusedSealed',
      'OpeningAsked',
      'OpeningApproved',
      'AccusedOpened',
      'AccusedSealingOrdered',
      'AccusedSealed',
    ]);
  });
});
