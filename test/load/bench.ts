import { availableParallelism } from 'node:os';
import { startStack } from '../support/stack.js';
import { BenchRun } from './bench-run.js';
import { perSecond } from './report.js';
import { eachPage } from './sections/each-page.js';
import { intakeBesideBareRoute } from './sections/intake-beside-bare-route.js';
import { latenessOfAlarms } from './sections/lateness-of-alarms.js';
import { memoryAtRest } from './sections/memory-at-rest.js';
import { databaseSizes, storage } from './sections/storage.js';
import { wholeLifeOfCases } from './sections/whole-life-of-cases.js';
import { verificationSpeed } from './verification-speed.js';

console.log(`Prongsai bench, everything on one machine of ${availableParallelism()} processors`);
const stack = await startStack();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.stop().finally(() => process.exit(1)));
const run = await BenchRun.on(stack);
const empty = await databaseSizes(run);
try {
  await memoryAtRest(run);
  await eachPage(run);
  await intakeBesideBareRoute(run);
  await wholeLifeOfCases(run);
  await storage(run, empty);
  await latenessOfAlarms(run);
  run.report.section('Verification of the ledger');
  const speed = await verificationSpeed(stack.settings);
  run.report.add({ name: `${speed.entries} entries`, value: perSecond(speed.perSecond) });
} finally {
  await run.close();
}
run.report.close();
