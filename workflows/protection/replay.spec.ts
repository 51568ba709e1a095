import { beforeAll, describe, expect, it } from '@jest/globals';
import { replayProtection } from '#domain/protection/evolve.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { bundleChanged } from '../../test/support/changed-bundle.js';
import { readHistories } from '../../test/support/recorded-history.js';
import { replayFailures } from '../../test/support/replay-failures.js';
import { installQuietRuntime } from '../../test/support/temporal.js';

const histories = readHistories<ProtectionEvent, ProtectionState>('protection');
const ledgerOf = (name: string) => histories.find((one) => one.name === name)?.ledger ?? [];

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories of protected people', () => {
  it('are there: a whole year, and a life that went from one run to the next', () => {
    const names = histories.map(({ name }) => name).sort();
    expect(names).toEqual(['a-whole-year', 'continued-as-new', 'handed-to-the-next-run']);
  });

  it('are replayed by the code as it is', async () => {
    expect(await replayFailures(await bundleWorkflows(), histories)).toEqual([]);
  });

  it('stop a change by which a person is opened with the wrong activity', async () => {
    const changed = await bundleChanged(
      'protection/protection.workflow.ts',
      'open: openProtection,',
      'open: recordProtection as never,',
    );
    expect(await replayFailures(changed, histories)).not.toEqual([]);
  });

  it.each(histories)('lead to the state that the ledger leads to: $name', ({ ledger, state }) => {
    expect(replayProtection(ledger)).toEqual(state);
  });

  it('went through four check-ins, one of them answered by nobody, and an access that ran out', () => {
    const ledger = ledgerOf('a-whole-year');
    const types = ledger.map(({ type }) => type);
    const asked = ledger.flatMap(({ type, body }) => (type === 'CheckInAsked' ? [body.checkIn] : []));
    expect(asked).toEqual([1, 2, 2, 3, 4]);
    expect(types).toEqual(expect.arrayContaining(['IdentityAccessEnded', 'CheckInUnanswered']));
    expect(types.at(-1)).toBe('ProtectionEnded');
  });

  it('let the access of the run before run out in the next', () => {
    expect(ledgerOf('handed-to-the-next-run').at(-2)?.type).toBe('IdentityAskedFor');
    expect(ledgerOf('continued-as-new').at(-1)?.type).toBe('IdentityAccessEnded');
  });
});
