import { availableParallelism } from 'node:os';
import { startStack } from '../support/stack.js';
import { BenchRun, UNBOUND } from './bench-run.js';
import { eachPage } from './sections/each-page.js';
import { intakeBesideBareRoute } from './sections/intake-beside-bare-route.js';
import { latenessOfAlarms } from './sections/lateness-of-alarms.js';
import { ledgerVerification } from './sections/ledger-verification.js';
import { memoryAtRest } from './sections/memory-at-rest.js';
import { overheadOfProtection } from './sections/overhead-of-protection.js';
import { storage } from './sections/storage.js';
import { wholeLifeOfCases } from './sections/whole-life-of-cases.js';

const SECTIONS: Record<string, (run: BenchRun) => Promise<void>> = {
  memory: memoryAtRest,
  pages: eachPage,
  intake: intakeBesideBareRoute,
  overhead: overheadOfProtection,
  life: wholeLifeOfCases,
  storage,
  lateness: latenessOfAlarms,
  verification: ledgerVerification,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in SECTIONS));
if (unknown !== undefined) {
  console.error(`No section ${unknown}; there are: ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(1);
}

console.log(`Prongsai bench, everything on one machine of ${availableParallelism()} processors`);
const stack = await startStack(UNBOUND);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.stop().finally(() => process.exit(1)));
const run = await BenchRun.on(stack);
try {
  for (const [name, section] of Object.entries(SECTIONS))
    if (asked.length === 0 || asked.includes(name)) await section(run);
} finally {
  await run.close();
}
run.report.close();
