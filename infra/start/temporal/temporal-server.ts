import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { connectionOptions, type TemporalEndpoint } from '#temporal/connection-options.js';
import { lastWords, startChild, type Child, type ChildDefinition } from '../child.js';
import { freePorts, isFree } from '../ports.js';
import { eventually } from '../progress.js';
import { StartRefusal } from '../start-refusal.js';
import type { TemporalProgram } from './find-temporal.js';
import {
  dynamicConfiguration,
  dynamicSettings,
  PORTS_BESIDE_FRONTEND,
  serverConfiguration,
} from './server-configuration.js';

const READY_WITHIN_MS = 120_000;

export interface TemporalOptions {
  dataDir: string;
  port: number;
  mayTimeBeSkipped: boolean;
}

/** The inner ports stay the same from start to start, else the server waits for members that are gone. */
async function innerPorts(folder: string): Promise<number[]> {
  const file = join(folder, 'ports.json');
  if (existsSync(file)) {
    const before = JSON.parse(readFileSync(file, 'utf8')) as number[];
    if ((await Promise.all(before.map(isFree))).every(Boolean)) return before;
  }
  const ports = await freePorts(PORTS_BESIDE_FRONTEND);
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

async function officialServer(program: TemporalProgram, options: TemporalOptions): Promise<ChildDefinition> {
  const folder = join(options.dataDir, 'temporal');
  const [configuration, dynamic] = [join(folder, 'server.yaml'), join(folder, 'dynamic.yaml')];
  const ports = [options.port, ...(await innerPorts(folder))];
  writeFileSync(dynamic, dynamicConfiguration(options.mayTimeBeSkipped));
  writeFileSync(
    configuration,
    serverConfiguration({ database: join(folder, 'temporal.db'), dynamic }, ports),
  );
  return {
    name: 'temporal',
    command: program.path,
    args: ['--allow-no-auth', '--config-file', configuration, 'start'],
  };
}

function developmentServer(program: TemporalProgram, options: TemporalOptions): ChildDefinition {
  const dynamic = Object.entries(dynamicSettings(options.mayTimeBeSkipped)).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]);
  return {
    name: 'temporal',
    command: program.path,
    args: [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(options.port)],
      ...['--db-filename', join(options.dataDir, 'temporal', 'development.db')],
      // Without `--namespace`: it would be made here, with a retention of one day.
      ...['--log-level', 'error', ...dynamic],
    ],
  };
}

/** Whether a Temporal server answers there. */
export async function temporalAnswers(endpoint: TemporalEndpoint): Promise<boolean> {
  const connection = Connection.lazy(connectionOptions(endpoint));
  try {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

/** Starts Temporal on the loopback address with its files in DATA_DIR/temporal. */
export async function startTemporal(program: TemporalProgram, options: TemporalOptions): Promise<Child> {
  mkdirSync(join(options.dataDir, 'temporal'), { recursive: true, mode: 0o700 });
  const definition =
    program.kind === 'server' ? await officialServer(program, options) : developmentServer(program, options);
  const child = await startChild(options.dataDir, definition);
  const endpoint = { temporalAddress: `127.0.0.1:${options.port}` };
  await eventually(async () => !child.isRunning || (await temporalAnswers(endpoint)), READY_WITHIN_MS);
  if (child.isRunning && (await temporalAnswers(endpoint))) return child;
  await child.end('SIGKILL');
  throw new StartRefusal(`Temporal does not start: ${lastWords(options.dataDir, 'temporal')}`);
}
