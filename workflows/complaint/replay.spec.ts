import { beforeAll, describe, expect, it } from '@jest/globals';
import { receive, replay } from '#domain/complaint/evolve.js';
import { payloadCodec } from '#temporal/payload-codec.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { bundleChanged } from '../../test/support/changed-bundle.js';
import { answersIn, readHistories } from '../../test/support/recorded-history.js';
import { replayFailures } from '../../test/support/replay-failures.js';
import { installQuietRuntime, testCodecKeys } from '../../test/support/temporal.js';
import { absorb } from './absorb.js';
import type { ComplaintInput } from './complaint.contract.js';

const histories = readHistories();

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories', () => {
  it('are there', () => {
    expect(histories.length).toBeGreaterThanOrEqual(4);
  });

  it('are replayed by the code as it is', async () => {
    expect(await replayFailures(await bundleWorkflows(), histories)).toEqual([]);
  });

  it.each(histories)(
    'lead to the state that the ledger leads to: $name',
    async ({ history, ledger, state }) => {
      const started = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
      const [first] = await payloadCodec(testCodecKeys).decode(started);
      const { received, carried } = JSON.parse(Buffer.from(first?.data ?? []).toString()) as ComplaintInput;
      const answers = await answersIn(history);
      expect(answers.length).toBeGreaterThan(0);
      expect(answers.reduce(absorb, carried?.state ?? receive(received))).toEqual(replay(ledger));
      expect(replay(ledger)).toEqual(state);
    },
  );

  it.each([
    [
      'a wait is put before the opening',
      '  await opened;',
      '  await condition(() => false, 1_000);\n  await opened;',
    ],
    [
      'people are answered before their command is recorded',
      '() => matter.record({ state, command, signature })',
      '() => matter.open({ state, at: command.at })',
    ],
    ['the timers go', 'Math.max(1, epochMs(waking) - epochMs(now()))', 'undefined as never'],
  ])('stop a change by which %s', async (_, from, to) => {
    const changed = await bundleChanged('matter/run-matter.ts', from, to);
    expect(await replayFailures(changed, histories)).not.toEqual([]);
  });
});
