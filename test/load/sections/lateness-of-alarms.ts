import type { BenchRun } from '../bench-run.js';
import { timed } from '../figures.js';
import { alarmLateness } from '../lateness.js';
import { ms } from '../report.js';

const OPEN_CASES = 1_000;
const FILL_WITHIN_MS = 40_000;

export async function latenessOfAlarms(run: BenchRun): Promise<void> {
  const { report, stack, database } = run;
  const { client, settings } = stack;
  const waiting = await run.count(`SELECT count(*) FROM case_view WHERE status = 'received'`);
  await timed(() => run.file(), {
    count: OPEN_CASES - waiting,
    atOnce: 10,
    withinMs: FILL_WITHIN_MS,
  });
  await run.waitForOpening();
  const references = await run.references(`status = 'received'`, OPEN_CASES);
  report.section(`${references.length} open cases whose next alarm is due in the same second`);
  const { p50Ms, p99Ms, rung } = await alarmLateness(
    { client, database, namespace: settings.temporalNamespace },
    references,
  );
  report.add({
    name: 'rung',
    value: String(rung),
    aim: String(references.length),
    isMet: rung === references.length,
  });
  report.add({ name: 'late by, p50', value: ms(p50Ms) });
  report.add({ name: 'late by, p99', value: ms(p99Ms) });
}
