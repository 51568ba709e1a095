import { Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { connectionOptions, type TemporalEndpoint } from './connection-options.js';
import { dataConverter } from './data-converter.js';
import { prepareNamespace } from './namespace.js';
import type { CodecKeys } from './payload-codec.js';

export interface TemporalWorkerOptions extends TemporalEndpoint {
  temporalNamespace: string;
  taskQueue: string;
  codecKeys: CodecKeys;
  workflowBundle: WorkflowBundleOption;
  activities: object;
}

/**
 * Fewer at once than the database has connections for: what waits for one past its time is given up by Temporal and done
 * again, and after a burst nothing would ever come to its end.
 */
const LOCAL_ACTIVITIES = 10;
/** A task holds its time while its local activity waits; one that nobody has taken yet does not. */
const WORKFLOW_TASKS = 30;
const RETRY_MS = 1_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A Temporal worker that lives as long as its Nest application: waits at the start until Temporal answers, ends its
 * tasks at the shutdown, and takes the process down when it fails.
 */
export class TemporalWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TemporalWorker.name);
  private worker: Worker | null = null;
  private isClosing = false;
  private hasFailed = false;
  private life: Promise<void> = Promise.resolve();

  constructor(private readonly options: TemporalWorkerOptions) {}

  onApplicationBootstrap(): void {
    this.life = this.live().catch((error: unknown) => {
      this.hasFailed = true;
      this.logger.error(error);
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.life;
  }

  /** False once the worker has ended by an error: the process is of no use any more. */
  get isLive(): boolean {
    return !this.hasFailed && this.worker?.getState() !== 'FAILED';
  }

  /** Whether the worker takes tasks. */
  get isRunning(): boolean {
    return this.worker?.getState() === 'RUNNING';
  }

  private async live(): Promise<void> {
    const connection = await this.connect();
    if (connection === null) return;
    try {
      this.worker = await this.create(connection);
      const life = this.worker.run();
      // A stop that came meanwhile: a worker that never ran would hold its connection for ever.
      if (this.isClosing) this.worker.shutdown();
      await life;
    } finally {
      await connection.close();
    }
  }

  private create(connection: NativeConnection): Promise<Worker> {
    const { temporalNamespace, taskQueue, codecKeys, workflowBundle, activities } = this.options;
    return Worker.create({
      connection,
      namespace: temporalNamespace,
      taskQueue,
      workflowBundle,
      activities,
      dataConverter: dataConverter(codecKeys),
      workflowThreadPoolSize: 1,
      maxConcurrentWorkflowTaskExecutions: WORKFLOW_TASKS,
      maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITIES,
      shutdownGraceTime: '5s',
    });
  }

  /** `NativeConnection` gives up at the first failure; Temporal may well start after the worker. */
  private async connect(): Promise<NativeConnection | null> {
    const { temporalAddress } = this.options;
    for (let tries = 0; !this.isClosing; tries++) {
      try {
        await prepareNamespace(this.options, this.options.temporalNamespace);
        return await NativeConnection.connect(connectionOptions(this.options));
      } catch (error) {
        if (tries === 0) this.logger.warn(`Waiting for Temporal at ${temporalAddress} (${String(error)})`);
        await pause(RETRY_MS);
      }
    }
    return null;
  }
}

/** Leaves the signals to Nest, whose shutdown hooks end the worker. Once a process, before any worker. */
export const leaveSignalsToNest = (): Runtime =>
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('WARN') });
