import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { Client as Database } from 'pg';
import { complaintWorkflowId } from '#workflows/complaint/complaint.contract.js';
import { projectPath } from '#settings/project-path.js';
import { openKeyring } from '#vault/keyring.js';
import { freePorts } from '../../infra/start/ports.js';
import { startStack } from '../support/stack.js';
import { until } from '../support/until.js';
import { percentile, type Throughput, timed } from './figures.js';
import { alarmLateness } from './lateness.js';
import { minimalLives } from './minimal-life.js';
import { answerTime, openBrowser, weigh } from './pages.js';
import { memoryMb, peakWhile, processorMs } from './process-usage.js';
import { Report } from './report.js';
import { startBeside } from './side-process.js';
import { fileComplaint, send } from './visitors.js';
import { verificationSpeed } from './verification-speed.js';
import { STEPS_OF_A_LIFE, wholeLives } from './whole-life.js';

const { findChromium } = (await import(projectPath('infra/chromium.mjs'))) as {
  findChromium(): string | null;
};

const PROCESSES = ['postgres', 'temporal', 'worker', 'casework', 'intake'];
const LOADS = [
  { atOnce: 1, count: 100 },
  { atOnce: 10, count: 200 },
  { atOnce: 50, count: 500 },
];
const LOAD_WITHIN_MS = 15_000;
const LIVES = { cases: 40, atOnce: 10, withinMs: 60_000 };
const OPEN_CASES = 1_000;
const FILL_WITHIN_MS = 40_000;

const report = new Report();
const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2);
const ms = (value: number): string => `${value.toFixed(1)} ms`;
const perSecond = (value: number): string => `${value.toFixed(1)} /s`;

console.log(`Prongsai bench, everything on one machine of ${availableParallelism()} processors`);
const stack = await startStack();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.stop().finally(() => process.exit(1)));
const database = new Database({ connectionString: stack.settings.databaseUrl });
await database.connect();
const { settings, client, publicUrl, caseworkUrl } = stack;
const pids = new Map(PROCESSES.map((name) => [name, stack.pid(name)]));
let visitor = 0;

const count = async (sql: string): Promise<number> =>
  Number((await database.query<{ count: string }>(sql)).rows[0]?.count ?? 0);
const openCases = (): Promise<number> => count('SELECT count(*) FROM case_view');
const waitForOpening = (): Promise<void> =>
  until(async () => (await count('SELECT count(*) FROM filing')) === (await openCases()), 180_000);

/** The work's result, and the processor time of these processes for each thing done. */
async function costing(pids: number[], work: () => Promise<Throughput>): Promise<[Throughput, number]> {
  const before = processorMs(pids);
  const result = await work();
  return [result, (processorMs(pids) - before) / result.done];
}

async function memoryAtRest(): Promise<void> {
  report.section('Memory at rest');
  await pause(10_000);
  let sum = memoryMb(process.pid) === 0 ? NaN : 0;
  for (const [name, pid] of pids) {
    const held = memoryMb(pid);
    sum += held;
    report.add({ name, value: `${held.toFixed(0)} MB` });
  }
  report.add({ name: 'whole stack', value: `${sum.toFixed(0)} MB`, aim: '≤ 700 MB', isMet: sum <= 700 });
}

async function pages(): Promise<void> {
  report.section('Pages, each alone');
  const { username, password } = stack.accounts.find(({ role }) => role === 'auditor')!;
  const answer = await send(`${caseworkUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const { token } = JSON.parse(answer.body) as { token: string };
  const reference = await fileComplaint(publicUrl, visitor++);
  await waitForOpening();
  const staff = { authorization: `Bearer ${token}` };
  const chromium = findChromium();
  const browser = chromium === null ? null : await openBrowser(chromium);
  const wanted: [name: string, url: string, headers: Record<string, string>][] = [
    ...PUBLIC_PAGES.map((path): [string, string, Record<string, string>] => [path, publicUrl + path, {}]),
    ['worklist', `${caseworkUrl}/worklist`, staff],
    ['case page', `${caseworkUrl}/cases/${reference}`, staff],
  ];
  for (const [name, url, headers] of wanted) {
    const p95 = await answerTime(url, headers);
    report.add({ name: `${name}, p95`, value: ms(p95), aim: '≤ 50 ms', isMet: p95 <= 50 });
    if (browser === null) continue;
    const kb = (await weigh(browser, url, headers)) / 1000;
    report.add({ name: `${name}, weight`, value: `${kb.toFixed(1)} kB`, aim: '≤ 100 kB', isMet: kb <= 100 });
  }
  if (browser === null) console.log('  weights skipped: no Chromium was found');
  await browser?.close();
}
const PUBLIC_PAGES = ['/', '/statistics', '/procedure', '/track'];

async function intake(): Promise<void> {
  report.section('Intake through the API, beside a bare route with the same SQL and sealing');
  const [port = 0] = await freePorts(1);
  const bare = startBeside('bare-intake.js', {
    DATABASE_URL: settings.databaseUrl,
    KEYS_DATABASE_URL: settings.keysDatabaseUrl,
    DATA_DIR: settings.dataDir,
    INTAKE_PORT: String(port),
  });
  const bareUrl = `http://127.0.0.1:${port}`;
  try {
    await until(async () => (await send(bareUrl, { method: 'POST', body: '{}' })).status === 500);
    const load = (url: string, options: { atOnce: number; count: number }): Promise<Throughput> =>
      timed(() => fileComplaint(url, visitor++), {
        ...options,
        warmUp: options.atOnce,
        withinMs: LOAD_WITHIN_MS,
      });
    for (const options of LOADS) {
      // Each starts at rest: the cases just filed are opened by the worker first.
      await waitForOpening();
      const bareWork = [bare.pid, stack.pid('intake')];
      const [theirs, theirMs] = await costing(bareWork, () => load(bareUrl, options));
      await waitForOpening();
      const before = await count('SELECT count(*) FROM filing');
      const { result, peakMb } = await peakWhile(pids, () =>
        costing([stack.pid('intake')], () => load(publicUrl, options)),
      );
      const [ours, ourMs] = result;
      const { atOnce } = options;
      const stored = (await count('SELECT count(*) FROM filing')) - before;
      const isAimed = atOnce === 50;
      report.add({
        name: `${atOnce} at once`,
        value: perSecond(ours.perSecond),
        ...(isAimed && { aim: '≥ 150 /s', isMet: ours.perSecond >= 150 }),
      });
      report.add({ name: '  p50, p99', value: `${ms(ours.p50Ms)}, ${ms(ours.p99Ms)}` });
      report.add({ name: '  bare route', value: perSecond(theirs.perSecond) });
      report.add({ name: '  bare p50, p99', value: `${ms(theirs.p50Ms)}, ${ms(theirs.p99Ms)}` });
      const share = ours.perSecond / theirs.perSecond;
      report.add({
        name: '  ratio',
        value: ratio(ours.perSecond, theirs.perSecond),
        aim: '≥ 0.70',
        isMet: share >= 0.7,
      });
      report.add({ name: '  processor time a complaint', value: ms(ourMs) });
      report.add({ name: '  bare route and relay', value: ms(theirMs) });
      const lost = ours.done - stored + ours.failed;
      report.add({ name: '  failed or lost', value: String(lost), aim: '0', isMet: lost === 0 });
      if (isAimed)
        for (const [name, peak] of peakMb)
          report.add({ name: `  most memory of ${name}`, value: `${peak.toFixed(0)} MB` });
    }
  } finally {
    await bare.end();
  }
  const from = Date.now();
  await waitForOpening();
  report.add({ name: 'all cases open after', value: `${((Date.now() - from) / 1000).toFixed(1)} s` });
}

async function lives(): Promise<void> {
  report.section(
    `Whole life, ${STEPS_OF_A_LIFE} commands from screening to closing, ${LIVES.atOnce} cases at once`,
  );
  const { rows } = await database.query<{ reference: string }>(
    'SELECT reference FROM case_view ORDER BY filed_at LIMIT $1',
    [LIVES.cases],
  );
  const references = rows.map(({ reference }) => reference);
  const plain = new Client({ connection: client.connection, namespace: settings.temporalNamespace });
  const servers = [stack.pid('postgres'), stack.pid('temporal')];
  const [theirs, theirMs] = await minimalLives(
    { client: plain, database, settings },
    { ...LIVES, steps: STEPS_OF_A_LIFE, measure: (worker, work) => costing([worker, ...servers], work) },
  );
  const keyring = openKeyring(settings.dataDir, ['casework-signing']);
  const [ours, ourMs] = await costing([stack.pid('worker'), ...servers], () =>
    wholeLives({ client, keyring }, references, LIVES),
  );
  report.add({ name: 'cases', value: perSecond(ours.perSecond) });
  report.add({ name: 'minimal workflow, as many updates', value: perSecond(theirs.perSecond) });
  const share = ours.perSecond / theirs.perSecond;
  report.add({
    name: 'ratio',
    value: ratio(ours.perSecond, theirs.perSecond),
    aim: '≥ 0.70',
    isMet: share >= 0.7,
  });
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

async function bytes(): Promise<void> {
  report.section('Storage');
  const filed = await count('SELECT count(*) FROM filing');
  await database.query('VACUUM');
  const main = await count('SELECT pg_database_size(current_database()) AS count');
  const keys = await count(`SELECT pg_database_size(current_database() || '_keys') AS count`);
  const kb = (size: number): string => `${(size / filed / 1000).toFixed(1)} kB`;
  report.add({ name: `complaints`, value: String(filed) });
  report.add({ name: 'main database a complaint', value: kb(main - emptyMain) });
  report.add({ name: 'database of keys a complaint', value: kb(keys - emptyKeys) });
  const temporal = await stat(join(settings.dataDir, 'temporal', 'temporal.db')).catch(() => null);
  if (temporal !== null) report.add({ name: 'Temporal (SQLite) a complaint', value: kb(temporal.size) });
}

async function lateness(): Promise<void> {
  const waiting = await count(`SELECT count(*) FROM case_view WHERE status = 'received'`);
  await timed(() => fileComplaint(publicUrl, visitor++), {
    count: OPEN_CASES - waiting,
    atOnce: 10,
    withinMs: FILL_WITHIN_MS,
  });
  await waitForOpening();
  const { rows } = await database.query<{ reference: string }>(
    `SELECT reference FROM case_view WHERE status = 'received' ORDER BY filed_at LIMIT $1`,
    [OPEN_CASES],
  );
  const references = rows.map(({ reference }) => reference);
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

const emptyMain = await count('SELECT pg_database_size(current_database()) AS count');
const emptyKeys = await count(`SELECT pg_database_size(current_database() || '_keys') AS count`);
try {
  await memoryAtRest();
  await pages();
  await intake();
  await lives();
  await bytes();
  await lateness();
  report.section('Verification of the ledger');
  const speed = await verificationSpeed(settings);
  report.add({ name: `${speed.entries} entries`, value: perSecond(speed.perSecond) });
} finally {
  await database.end();
  await stack.stop();
}
report.close();
