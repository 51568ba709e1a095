import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { temporalClient } from '#temporal/client.js';
import { dataConverter } from '#temporal/data-converter.js';
import { prepareNamespace } from '#temporal/namespace.js';
import type { Child } from '../../infra/start/child.js';
import { freePorts } from '../../infra/start/ports.js';
import { findTemporal } from '../../infra/start/temporal/find-temporal.js';
import { startTemporal } from '../../infra/start/temporal/temporal-server.js';

const NAMESPACE = 'prongsai';

const testCodecKey = Buffer.alloc(32, 7);
export const testCodecKeys = (): Buffer[] => [testCodecKey];

/** Specs break things on purpose: only what the SDK itself cannot go on after is printed. */
export const installQuietRuntime = (): Runtime =>
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });

/** A real Temporal server with time skipping, at TEMPORAL_ADDRESS or started here with its files in a temporary folder. */
export class TemporalForTests {
  private readonly connections: NativeConnection[] = [];

  private constructor(
    readonly address: string,
    readonly client: Client,
    private readonly server: Child | null,
    private readonly folder: string,
  ) {}

  static async start(): Promise<TemporalForTests> {
    installQuietRuntime();
    const folder = mkdtempSync(join(tmpdir(), 'temporal-'));
    const given = process.env['TEMPORAL_ADDRESS'];
    const [port = 0] = await freePorts(1);
    const options = { dataDir: folder, port, mayTimeBeSkipped: true };
    const server = given ? null : await startTemporal(await findTemporal(() => undefined), options);
    const address = given ?? `127.0.0.1:${port}`;
    await prepareNamespace({ temporalAddress: address }, NAMESPACE);
    const client = temporalClient({
      temporalAddress: address,
      temporalNamespace: NAMESPACE,
      codecKeys: testCodecKeys,
    });
    return new TemporalForTests(address, client, server, folder);
  }

  /** A worker on a task queue of its own; the caller runs it and shuts it down. */
  async worker(taskQueue: string, workflowBundle: WorkflowBundle, activities: object): Promise<Worker> {
    const connection = await NativeConnection.connect({ address: this.address });
    this.connections.push(connection);
    return Worker.create({
      connection,
      namespace: NAMESPACE,
      taskQueue,
      workflowBundle,
      activities,
      dataConverter: dataConverter(testCodecKeys),
    });
  }

  /** Lets the workflow's own time run ahead by `ms`, through every timer on the way, and stop there. */
  async fastForward(workflowId: string, ms: number): Promise<void> {
    const { client } = this;
    const id = `by-${ms}-${Date.now()}`;
    const workflow = { namespace: NAMESPACE, workflowExecution: { workflowId } };
    const seconds = Math.ceil(ms / 1_000) as never;
    await client.workflowService.updateWorkflowExecutionOptions({
      ...workflow,
      workflowExecutionOptions: {
        timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: { seconds } } },
      },
      updateMask: { paths: ['time_skipping_config'] },
    });
    await client.workflowService.pollWorkflowExecutionTimeSkipping({ ...workflow, fastForwardId: id });
  }

  async stop(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
    await this.client.connection.close();
    await this.server?.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
