import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { beginDataRequest, foldDataRequest } from '#domain/data-request/evolve.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { readHistories } from '../../test/support/recorded-history.js';
import { replayFailures } from '../../test/support/replay-failures.js';
import { installQuietRuntime } from '../../test/support/temporal.js';

const histories = readHistories<DataRequestEvent, DataRequestState>('data-request');

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories of requests for data', () => {
  it('are there: answered, waited for in vain, and continued as new', () => {
    const names = histories.map(({ name }) => name).sort();
    expect(names).toEqual(['answered-after-a-return', 'continued-as-new', 'nobody-answers']);
  });

  it('are replayed by the code as it is', async () => {
    expect(await replayFailures(await bundleWorkflows(), histories)).toEqual([]);
  });

  it.each(histories)('lead to the state that the ledger leads to: $name', ({ ledger, state }) => {
    const [first, ...later] = ledger;
    const begun = beginDataRequest(first as DataRequestEvent<'DataRequestReceived'>);
    expect(foldDataRequest(begun, later)).toEqual(state);
  });

  it('went past the limit and up the ladder where nobody answered', () => {
    const { ledger = [] } = histories.find(({ name }) => name === 'nobody-answers') ?? {};
    expect(ledger.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ReminderRung', 'EscalationRung', 'ClockExpired', 'RequestWithdrawn']),
    );
  });
});
