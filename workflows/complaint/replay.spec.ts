import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { receive, replay } from '#domain/complaint/evolve.js';
import { projectPath } from '#settings/project-path.js';
import { dataConverter } from '#temporal/data-converter.js';
import { payloadCodec } from '#temporal/payload-codec.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { answersIn, readHistories } from '../../test/support/recorded-history.js';
import { installQuietRuntime, testCodecKeys } from '../../test/support/temporal.js';
import { absorb } from './absorb.js';
import type { ComplaintInput } from './complaint.contract.js';

const histories = readHistories();

/** The names of the histories that code cannot replay, with why. */
async function broken(workflowBundle: WorkflowBundle): Promise<string[]> {
  const options = { workflowBundle, dataConverter: dataConverter(testCodecKeys) };
  const failures: string[] = [];
  for await (const { error, workflowId } of Worker.runReplayHistories(options, histories))
    if (error !== undefined) failures.push(`${workflowId}: ${error.name}`);
  return failures;
}

/** A bundle of the workflows as they would be after the change. */
async function bundleChanged(from: string, to: string): Promise<WorkflowBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'changed-workflows-'));
  try {
    cpSync(projectPath('workflows'), folder, { recursive: true });
    const file = join(folder, 'matter/run-matter.ts');
    const code = readFileSync(file, 'utf8');
    expect(code).toContain(from);
    writeFileSync(file, code.replace(from, to));
    return await bundleWorkflows(join(folder, 'index.ts'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories', () => {
  it('are there', () => {
    expect(histories.length).toBeGreaterThanOrEqual(4);
  });

  it('are replayed by the code as it is', async () => {
    expect(await broken(await bundleWorkflows())).toEqual([]);
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
    expect(await broken(await bundleChanged(from, to))).not.toEqual([]);
  });
});
