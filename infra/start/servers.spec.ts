import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { Client } from 'pg';
import { connectionOptions } from '#temporal/connection-options.js';
import { prepareNamespace } from '#temporal/namespace.js';
import { endOrphan, startChild } from './child.js';
import { freePorts } from './ports.js';
import { ensureDatabase, withDatabase } from './postgres/databases.js';
import { endOrphanedPostgres, startPostgres } from './postgres/embedded-postgres.js';
import { findTemporal } from './temporal/find-temporal.js';
import { startTemporal, temporalAnswers } from './temporal/temporal-server.js';

const quiet = (): void => undefined;

describe('the embedded servers', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'servers-'));
  });
  afterAll(async () => {
    await endOrphan(dataDir, 'temporal', 'SIGKILL');
    await endOrphanedPostgres(dataDir);
  });

  it('PostgreSQL keeps its data over a start that was killed, with Thai trigrams', async () => {
    const [port = 0] = await freePorts(1);
    const first = await startPostgres(dataDir, port, quiet);
    await ensureDatabase(withDatabase(first.url, 'agency'));
    await query(withDatabase(first.url, 'agency'), 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.child.end('SIGKILL');
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);

    const second = await startPostgres(dataDir, port, quiet);
    await ensureDatabase(withDatabase(second.url, 'agency'));
    expect(await query(withDatabase(second.url, 'agency'), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await query(withDatabase(second.url, 'agency'), 'CREATE EXTENSION pg_trgm');
    const trigrams = await query(
      withDatabase(second.url, 'agency'),
      "SELECT cardinality(show_trgm('ร้องเรียน')) > 3 AS some",
    );
    expect(trigrams).toEqual([{ some: true }]);
    await second.child.end();
  });

  it('Temporal answers again after it was killed and its orphan was left running', async () => {
    const [port = 0] = await freePorts(1);
    const program = await findTemporal(quiet);
    const options = { dataDir, port, mayTimeBeSkipped: true };
    await startTemporal(program, options);
    expect(await endOrphan(dataDir, 'temporal', 'SIGKILL')).toBe(true);
    const second = await startTemporal(program, options);
    expect(await temporalAnswers({ temporalAddress: `127.0.0.1:${port}` })).toBe(true);
    await second.end();
    expect(await temporalAnswers({ temporalAddress: `127.0.0.1:${port}` })).toBe(false);
  }, 900_000);

  it('Temporal keeps closed histories for ninety days, whichever way it was found', async () => {
    const [port = 0] = await freePorts(1);
    const server = await startTemporal(await findTemporal(quiet), { dataDir, port, mayTimeBeSkipped: false });
    const endpoint = { temporalAddress: `127.0.0.1:${port}` };
    await prepareNamespace(endpoint, 'agency');
    const connection = await Connection.connect(connectionOptions(endpoint));
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'agency' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
    await connection.close();
    await server.end();
  }, 120_000);

  it('leaves a process alone that only has the pid of one of ours', async () => {
    const child = await startChild(dataDir, { name: 'other', command: 'sleep', args: ['30'] });
    writeFileSync(
      join(dataDir, 'run', 'other.json'),
      JSON.stringify({ pid: child.pid, identity: 'earlier' }),
    );
    expect(await endOrphan(dataDir, 'other')).toBe(false);
    expect(child.isRunning).toBe(true);
    await child.end();
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}
