import { Client } from '@temporalio/client';
import { complaintWorkflowId } from '#workflows/complaint/complaint.contract.js';
import { openKeyring } from '#vault/keyring.js';
import { type BenchRun, costing } from '../bench-run.js';
import { percentile } from '../figures.js';
import { minimalLives } from '../minimal-life.js';
import { ms, perSecond, share } from '../report.js';
import { STEPS_OF_A_LIFE, wholeLives } from '../whole-life.js';

const LIVES = { cases: 40, atOnce: 10, withinMs: 60_000 };

export async function wholeLifeOfCases(run: BenchRun): Promise<void> {
  const { report, stack, database } = run;
  const { client, settings } = stack;
  report.section(
    `Whole life, ${STEPS_OF_A_LIFE} commands from screening to closing, ${LIVES.atOnce} cases at once`,
  );
  while ((await run.count('SELECT count(*) FROM filing')) < LIVES.cases) await run.file();
  await run.waitForRest();
  const references = await run.references('true', LIVES.cases);
  const plain = new Client({ connection: client.connection, namespace: settings.temporalNamespace });
  const servers = [stack.pid('postgres'), stack.pid('temporal')];
  const [theirs, theirMs] = await minimalLives(
    { client: plain, database, settings },
    { ...LIVES, steps: STEPS_OF_A_LIFE, measure: (worker, work) => costing([worker, ...servers], work) },
  );
  const keyring = openKeyring(settings.keysDir, ['casework-signing']);
  const [ours, ourMs] = await costing([stack.pid('worker'), ...servers], () =>
    wholeLives({ client, keyring }, references, LIVES),
  );
  report.add({ name: 'cases', value: perSecond(ours.perSecond) });
  report.add({ name: 'minimal workflow, as many updates', value: perSecond(theirs.perSecond) });
  report.add({ name: 'ratio', ...share(ours.perSecond, theirs.perSecond) });
  report.add({ name: 'processor time a case, worker and servers', value: ms(ourMs) });
  report.add({ name: 'minimal workflow, its worker and servers', value: ms(theirMs) });
  report.add({ name: 'failed', value: String(ours.failed), aim: '0', isMet: ours.failed === 0 });

  const lengths = await Promise.all(
    references.slice(0, 20).map(async (reference) => {
      const { historyLength } = await client.workflow.getHandle(complaintWorkflowId(reference)).describe();
      return historyLength;
    }),
  );
  const events = percentile(lengths, 0.5);
  report.add({
    name: 'history events of a closed case',
    value: String(events),
    aim: '≤ 100',
    isMet: events <= 100,
  });
}
