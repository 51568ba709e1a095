import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandParams } from '#domain/complaint/command.js';
import { text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { replay } from '#domain/complaint/evolve.js';
import type { Refusal } from '#domain/complaint/refusal.js';
import { DAY_MS, instantOf } from '#domain/time/instant.js';
import { complaintStream } from '#ledger/ledger.js';
import { readState } from '#persistence/case-view-store.js';
import { projectPath } from '#settings/project-path.js';
import { temporalClient } from '#temporal/client.js';
import { sendCommand, startComplaint } from '#temporal/complaint-calls.js';
import { complaintWorkflowId, type UpdateName } from '#workflows/complaint/complaint.contract.js';
import { STATE_QUERY } from '#workflows/matter/matter.contract.js';
import { freePorts } from '../../infra/start/ports.js';
import { AgencyForTests } from '../../test/support/agency.js';
import { SmtpForTests } from '../../test/support/smtp.js';
import { TemporalForTests } from '../../test/support/temporal.js';
import { until } from '../../test/support/until.js';

const MAIN = projectPath('dist/apps/worker/main.js');
const BUNDLE = projectPath('dist/workflow-bundle.js');

let agency: AgencyForTests;
let temporal: TemporalForTests;
let smtp: SmtpForTests;
let worker: ChildProcess;
let port: number;
let client: ReturnType<typeof temporalClient>;

/** The worker as it is run in production: a process of its own, from the build. */
function startWorker(temporalAddress = temporal.address): void {
  const { databaseUrl, keysDatabaseUrl, dataDir } = agency.databases;
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: databaseUrl,
    KEYS_DATABASE_URL: keysDatabaseUrl,
    DATA_DIR: dataDir,
    TEMPORAL_ADDRESS: temporalAddress,
    SMTP_URL: smtp.url,
    WORKER_PORT: String(port),
  };
  worker = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

const health = async (claim: 'live' | 'ready'): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/health/${claim}`)).status;
const becomesReady = (): Promise<void> => until(async () => (await health('ready')) === 200);

async function endWorker(signal: NodeJS.Signals): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill(signal);
  await gone;
}

beforeAll(async () => {
  if (!existsSync(MAIN) || !existsSync(BUNDLE))
    throw new Error('The worker is not built: run npm run build.');
  agency = await AgencyForTests.open();
  agency.now = instantOf(Date.now());
  temporal = await TemporalForTests.start();
  [port = 0] = await freePorts(1);
  smtp = new SmtpForTests();
  await smtp.start();
  client = temporalClient({
    temporalAddress: temporal.address,
    temporalNamespace: 'prongsai',
    codecKeys: () => agency.worker.secrets('codec'),
  });
  startWorker();
}, 120_000);

afterAll(async () => {
  await endWorker('SIGTERM');
  await client.connection.close();
  await smtp.stop();
  await temporal.stop();
  await agency.close();
});

async function started(changes: Parameters<AgencyForTests['file']>[0] = {}, continueAsNewAfter?: number) {
  agency.now = instantOf(Date.now());
  const received = await agency.file(changes);
  const { reference } = received.body;
  const input = { received, ...(continueAsNewAfter !== undefined && { continueAsNewAfter }) };
  expect(await startComplaint(client, input)).toBe('started');
  await until(async () => (await readState(agency.databases.main.manager, reference)) !== null);
  return reference;
}

/** Gives the command again and again, as an app does, until there is an answer. */
async function give<N extends UpdateName>(reference: string, who: string, name: N, params: CommandParams[N]) {
  agency.now = instantOf(Date.now());
  const { command, signature } = agency.signed(reference, who, name, params);
  let answer: ComplaintEvent[] | Refusal | 'unreachable' = 'unreachable';
  while (answer === 'unreachable') answer = await sendCommand(client, reference, command, signature, 5_000);
  return answer;
}

/** Ledger, view and workflow agree, and nothing is there twice. */
async function expectInStep(reference: string): Promise<ComplaintEvent[]> {
  const ledger = await agency.ledger(reference);
  const folded = replay(ledger);
  expect(await readState(agency.databases.main.manager, reference)).toEqual(folded);
  const handle = client.workflow.getHandle(complaintWorkflowId(reference));
  expect(await handle.query<ComplaintState>(STATE_QUERY)).toEqual(folded);
  return ledger;
}

const LIFE: [who: string, name: UpdateName, params: object][] = [
  ['desk-1', 'accept', { unit: 'finance' }],
  ['head-finance', 'assign', { officer: 'officer-finance-1' }],
  ['officer-finance-1', 'record-finding', { finding: 'substantiated', text }],
  ['officer-finance-1', 'submit-report', { report: text }],
  ['governor', 'decide', { decision: 'corrective', text }],
  ['desk-1', 'notify-outcome', { outcome: text }],
  ['desk-1', 'close', {}],
];

describe('the worker', () => {
  it('loses and doubles nothing when it is killed in the middle of every command', async () => {
    const reference = await started();
    for (const [at, [who, name, params]] of LIFE.entries()) {
      const answer = give(reference, who, name, params as never);
      await new Promise((resolve) => setTimeout(resolve, at * 6));
      await endWorker('SIGKILL');
      startWorker();
      expect(await answer).toEqual(expect.any(Array));
    }
    const ledger = await expectInStep(reference);
    const people = ledger.filter(({ actor }) => actor.startsWith('staff:')).map(({ type }) => type);
    expect(people).toEqual([
      ...['ComplaintAccepted', 'CaseAssigned', 'FindingRecorded', 'ReportSubmitted'],
      ...['DecisionMade', 'OutcomeTold', 'CaseClosed'],
    ]);
    const mails: { message_id: string }[] = await agency.databases.main.query(
      'SELECT message_id FROM mail_outbox WHERE reference = $1',
      [reference],
    );
    const sent = (): Set<string | undefined> => new Set(smtp.mails.map(({ messageId }) => messageId));
    await until(async () => mails.every(({ message_id }) => sent().has(message_id)), 90_000);
  }, 400_000);

  it('continues as new while mails wait for their server, and sends them later', async () => {
    await smtp.stop();
    const reference = await started({}, 12);
    const { runId } = await client.workflow.getHandle(complaintWorkflowId(reference)).describe();
    await give(reference, 'desk-1', 'accept', { unit: 'finance' });
    for (let note = 0; note < 6; note++) await give(reference, 'desk-1', 'add-note', { note: text });
    const now = await client.workflow.getHandle(complaintWorkflowId(reference)).describe();
    expect(now.runId).not.toBe(runId);
    await smtp.start();
    await until(async () => smtp.mails.some(({ subject }) => subject?.includes(reference)), 90_000);
    await expectInStep(reference);
  }, 120_000);

  it('reminds and escalates up the ladder, the auditor informed, when nobody acts', async () => {
    const reference = await started();
    await temporal.fastForward(complaintWorkflowId(reference), 12 * DAY_MS);
    await until(async () => (await agency.ledger(reference)).some(({ type }) => type === 'EscalationRung'));
    await expectInStep(reference);
    const mails: { recipient: string; template: string }[] = await agency.databases.main.query(
      'SELECT recipient, template FROM mail_outbox WHERE reference = $1',
      [reference],
    );
    const told = mails.map(({ template, recipient }) => `${template} ${recipient}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'reminder staff:desk-1',
        'escalation staff:governor',
        'escalation-informed staff:auditor-1',
      ]),
    );
  }, 120_000);

  it('is ready once it takes tasks, and not while a database does not answer', async () => {
    await becomesReady();
    expect(await health('live')).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    const { main, keysDatabaseUrl } = agency.databases;
    const keys = new URL(keysDatabaseUrl).pathname.slice(1);
    await main.query(`ALTER DATABASE ${keys} ALLOW_CONNECTIONS false`);
    await main.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [keys]);
    await until(async () => (await health('ready')) === 503);
    expect(await health('live')).toBe(200);
    await main.query(`ALTER DATABASE ${keys} ALLOW_CONNECTIONS true`);
    await becomesReady();
  }, 90_000);

  it('is live but not ready while it waits for Temporal', async () => {
    await endWorker('SIGTERM');
    const [nobody] = await freePorts(1);
    startWorker(`127.0.0.1:${nobody}`);
    await until(async () => (await health('live')) === 200);
    expect(await health('ready')).toBe(503);
    await endWorker('SIGTERM');
    startWorker();
    await becomesReady();
  }, 90_000);

  it('signs the heads of the ledger outside the database', async () => {
    const file = `${agency.databases.dataDir}/heads/heads.jsonl`;
    const reference = await started();
    await endWorker('SIGTERM');
    startWorker();
    await until(async () => readFileSync(file, 'utf8').includes(complaintStream(reference)));
  }, 90_000);
});
