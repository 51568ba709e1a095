import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { parse } from 'yaml';
import { projectPath } from '#settings/project-path.js';
import { readSettings, type Settings } from '#settings/settings.js';
import { connectionOptions } from '#temporal/connection-options.js';
import { TemporalWorker } from '#temporal/temporal-worker.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { installQuietRuntime, testCodecKeys } from '../../test/support/temporal.js';
import { until } from '../../test/support/until.js';
import { startChild, type Child } from '../start/child.js';
import { freePorts } from '../start/ports.js';
import { findTemporal, OFFICIAL_SERVER } from '../start/temporal/find-temporal.js';
import { isPolled } from '../start/temporal/task-queue.js';
import { temporalAnswers } from '../start/temporal/temporal-server.js';

const PORTS = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'].flatMap((name) => [
  `${name}_GRPC_PORT`,
  `${name}_MEMBERSHIP_PORT`,
]);

/** Only the server of production itself takes the deployment's settings. */
const program = await findTemporal(() => undefined, OFFICIAL_SERVER).catch(() => null);
const onOfficialServer = program === null ? describe.skip : describe;

const certificates = (folder: string): string => {
  execFileSync('sh', [projectPath('infra/docker/make-certificates.sh'), folder], { stdio: 'ignore' });
  return folder;
};

/** What docker-compose.yml gives the server, on SQLite and the loopback address. */
function serverEnvironment(folder: string, ports: number[]): Record<string, string> {
  const compose = parse(readFileSync(projectPath('docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: { temporal: { environment: Record<string, string> } };
  };
  const given = Object.entries(compose.services.temporal.environment).map(
    ([name, value]) => [name, value.replace('/run/secrets', folder)] as const,
  );
  return {
    ...Object.fromEntries(given),
    ...Object.fromEntries(PORTS.map((name, at) => [name, String(ports[at])])),
    FRONTEND_HTTP_PORT: String(ports.at(-1)),
    BIND_ON_IP: '127.0.0.1',
    DB: 'sqlite',
    DBNAME: join(folder, 'temporal.db'),
    VISIBILITY_DBNAME: join(folder, 'visibility.db'),
    NUM_HISTORY_SHARDS: '4',
    LOG_LEVEL: 'error',
    DYNAMIC_CONFIG_FILE_PATH: projectPath('infra/temporal/dynamic.yaml'),
  };
}

onOfficialServer("the deployment's Temporal server", () => {
  let folder: string;
  let server: Child;
  let temporalAddress: string;

  const settingsWith = (authority: string, own: string): Settings =>
    readSettings({
      DATA_DIR: folder,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_TLS_CA: join(authority, 'authority.crt'),
      TEMPORAL_TLS_CERT: join(own, 'apps.crt'),
      TEMPORAL_TLS_KEY: join(own, 'apps.key'),
    });

  beforeAll(async () => {
    installQuietRuntime();
    folder = certificates(mkdtempSync(join(tmpdir(), 'certificates-')));
    const ports = await freePorts(PORTS.length + 1);
    temporalAddress = `localhost:${ports[0]}`;
    server = await startChild(folder, {
      name: 'temporal',
      command: program?.path ?? '',
      args: ['start'],
      env: serverEnvironment(folder, ports),
    });
    await until(() => temporalAnswers(settingsWith(folder, folder)));
  }, 120_000);

  afterAll(async () => {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets client, namespace and worker in by their certificate', async () => {
    const settings = settingsWith(folder, folder);
    const worker = new TemporalWorker({
      ...settings,
      codecKeys: testCodecKeys,
      workflowBundle: await bundleWorkflows(),
      activities: {},
    });
    worker.onApplicationBootstrap();
    await until(() => isPolled(settings, process.pid));
    expect(worker.isRunning).toBe(true);
    await worker.beforeApplicationShutdown();
  }, 120_000);

  it('refuses whoever shows no certificate', async () => {
    expect(await temporalAnswers({ temporalAddress })).toBe(false);
    const tls = { serverRootCACertificate: readFileSync(join(folder, 'authority.crt')) };
    const connection = { address: temporalAddress, tls };
    await expect(Connection.connect({ ...connection, connectTimeout: 3_000 })).rejects.toThrow();
    await expect(NativeConnection.connect(connection)).rejects.toThrow();
    expect(await temporalAnswers(settingsWith(folder, folder))).toBe(true);
  }, 60_000);

  it('refuses a certificate of somebody else', async () => {
    const foreign = certificates(mkdtempSync(join(folder, 'foreign-')));
    const settings = settingsWith(folder, foreign);
    expect(await temporalAnswers(settings)).toBe(false);
    await expect(NativeConnection.connect(connectionOptions(settings))).rejects.toThrow();
  }, 60_000);

  it('is not talked to when its own certificate is of somebody else', async () => {
    const foreign = certificates(mkdtempSync(join(folder, 'foreign-')));
    const settings = settingsWith(foreign, folder);
    expect(await temporalAnswers(settings)).toBe(false);
    await expect(NativeConnection.connect(connectionOptions(settings))).rejects.toThrow();
  }, 60_000);

  it('keeps its authority when the certificates are renewed', () => {
    const before = ['authority', 'apps'].map((name) => readFileSync(join(folder, `${name}.crt`), 'utf8'));
    const copy = mkdtempSync(join(folder, 'renewed-'));
    execFileSync('cp', [join(folder, 'authority.crt'), join(folder, 'authority.key'), copy]);
    certificates(copy);
    const after = ['authority', 'apps'].map((name) => readFileSync(join(copy, `${name}.crt`), 'utf8'));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
