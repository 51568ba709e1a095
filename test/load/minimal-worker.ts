import { NativeConnection, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { projectPath } from '#settings/project-path.js';
import { readSettings } from '#settings/settings.js';
import { connectionOptions } from '#temporal/connection-options.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { MINIMAL_QUEUE, MINIMAL_TABLE } from './minimal-life.js';
import type { MinimalActivities } from './minimal.workflow.js';

const settings = readSettings();
const database = new Pool({ connectionString: settings.databaseUrl, max: 20 });
const activities: MinimalActivities = {
  async write(step) {
    await database.query(`INSERT INTO ${MINIMAL_TABLE} (step) VALUES ($1)`, [step]);
  },
};
const connection = await NativeConnection.connect(connectionOptions(settings));
const worker = await Worker.create({
  connection,
  namespace: settings.temporalNamespace,
  taskQueue: MINIMAL_QUEUE,
  workflowBundle: await bundleWorkflows(projectPath('test/load/minimal.workflow.ts')),
  activities,
  workflowThreadPoolSize: 1,
  maxConcurrentWorkflowTaskExecutions: 100,
});
await worker.run();
await connection.close();
await database.end();
