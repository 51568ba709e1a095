import { pathToFileURL } from 'node:url';
import { projectPath } from '#settings/project-path.js';
import { startStack } from '../../support/stack.js';
import { BenchRun, UNBOUND } from '../bench-run.js';
import { percentile } from '../figures.js';
import { processorMs } from '../process-usage.js';
import { ms } from '../report.js';
import { send, signIn } from '../visitors.js';

const ROUNDS = 8;
const TIMES = 40;
const MOST = 1.3;

interface Cost {
  /** Of one, nobody else asking. */
  medianMs: number;
  processorMs: number;
}

/** The same thing done by two copies in turn, round after round, so that a noisy neighbour disturbs both. */
async function inTurn(copies: { work: () => Promise<unknown>; pid: number }[]): Promise<Cost[]> {
  const times = copies.map((): number[] => []);
  const used = copies.map(() => 0);
  for (let round = -1; round < ROUNDS; round++)
    for (const [index, { work, pid }] of copies.entries()) {
      const before = processorMs([pid]);
      for (let time = 0; time < TIMES; time++) {
        const from = performance.now();
        await work();
        if (round >= 0) times[index]?.push(performance.now() - from);
      }
      if (round >= 0) used[index] = (used[index] ?? 0) + processorMs([pid]) - before;
    }
  return copies.map((_, index) => ({
    medianMs: percentile(times[index] ?? [], 0.5),
    processorMs: (used[index] ?? 0) / (ROUNDS * TIMES),
  }));
}

async function casePageOf(run: BenchRun): Promise<() => Promise<unknown>> {
  const reference = await run.file();
  await run.waitForOpening();
  const { caseworkUrl, accounts } = run.stack;
  const headers = await signIn(
    caseworkUrl,
    accounts.find(({ role }) => role === 'central-desk')!,
  );
  return async () => {
    const { status } = await send(`${caseworkUrl}/cases/${reference}`, { headers });
    if (status !== 200) throw new Error(`case page: ${status}`);
  };
}

/** Sealing and conflict checks: a copy of the stack that does both, beside one that does neither. */
export async function overheadOfProtection(run: BenchRun): Promise<void> {
  const { report } = run;
  report.section('What sealing and conflict checks cost, beside a copy without them');
  const preloaded = pathToFileURL(projectPath('dist/test/load/without/register.js')).href;
  const without = await BenchRun.on(await startStack({ ...UNBOUND, NODE_OPTIONS: `--import ${preloaded}` }));
  try {
    const add = (name: string, [ours, theirs]: Cost[]): void => {
      if (ours === undefined || theirs === undefined) return;
      const ratio = ours.medianMs / theirs.medianMs;
      report.add({
        name: `${name}, with and without`,
        value: `${ms(ours.medianMs)}, ${ms(theirs.medianMs)}`,
      });
      report.add({ name: '  ratio', value: ratio.toFixed(2), aim: `≤ ${MOST}`, isMet: ratio <= MOST });
      report.add({
        name: '  ratio of processor time',
        value: (ours.processorMs / theirs.processorMs).toFixed(2),
      });
    };
    const pages = await Promise.all([casePageOf(run), casePageOf(without)]);
    await Promise.all([run.waitForRest(), without.waitForRest()]);
    add(
      'case page',
      await inTurn(
        [run, without].map((one, index) => ({ work: pages[index]!, pid: one.stack.pid('casework') })),
      ),
    );
    add(
      'intake',
      await inTurn([run, without].map((one) => ({ work: () => one.file(), pid: one.stack.pid('intake') }))),
    );
  } finally {
    await without.close();
  }
}
