import { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#domain/time/instant.js';
import { TemporalForTests } from '../../test/support/temporal.js';
import { prepareNamespace } from './namespace.js';
import { SEARCH_ATTRIBUTES } from './search-attributes.js';

let temporal: TemporalForTests;
let connection: Connection;
beforeAll(async () => {
  temporal = await TemporalForTests.start();
  connection = await Connection.connect({ address: temporal.address });
}, 120_000);
afterAll(async () => {
  await connection?.close();
  await temporal?.stop();
});

/** As another tool, or an earlier version, may have left it. */
const registered = async (namespace: string, days: number): Promise<void> => {
  const workflowExecutionRetentionPeriod = msToTs(days * DAY_MS);
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
};
const prepare = (namespace: string): Promise<void> =>
  prepareNamespace({ temporalAddress: temporal.address }, namespace);
const retentionDays = async (namespace: string): Promise<number> => {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  return tsToMs(config?.workflowExecutionRetentionTtl) / DAY_MS;
};

describe('the namespace', () => {
  it('keeps closed histories for ninety days, and has its search attributes', async () => {
    await prepare('fresh');
    await prepare('fresh');
    expect(await retentionDays('fresh')).toBe(90);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'fresh',
    });
    expect(Object.keys(customAttributes)).toEqual(
      expect.arrayContaining(Object.values(SEARCH_ATTRIBUTES).map(({ name }) => name)),
    );
  }, 90_000);

  it('keeps them for ninety days also where somebody had registered it for one day', async () => {
    await registered('short', 1);
    await prepare('short');
    expect(await retentionDays('short')).toBe(90);
  }, 90_000);

  it('leaves it where an agency chose to keep them for longer', async () => {
    await registered('long', 365);
    await prepare('long');
    expect(await retentionDays('long')).toBe(365);
  }, 90_000);
});
