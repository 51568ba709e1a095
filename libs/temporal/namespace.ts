import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { DAY_MS } from '#domain/time/instant.js';
import { connectionOptions, type TemporalEndpoint } from './connection-options.js';
import { SEARCH_ATTRIBUTES } from './search-attributes.js';

/** Closed histories stay with Temporal for this long; the ledger keeps what happened for good. */
const RETENTION = msToTs(90 * DAY_MS);
const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

const { IndexedValueType } = proto.temporal.api.enums.v1;

const isCode = (error: unknown, code: number): boolean =>
  isGrpcServiceError(error) && (error.code as number) === code;

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(SEARCH_ATTRIBUTES).filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(
      missing.map(({ name, type }) => [name, IndexedValueType[`INDEXED_VALUE_TYPE_${type}`]]),
    ),
  });
}

/** Registers it; where somebody did before with a shorter retention, ours takes its place, and a longer one stays. */
async function register({ workflowService }: Connection, namespace: string): Promise<void> {
  try {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION });
  } catch (error) {
    if (!isCode(error, ALREADY_EXISTS)) throw error;
    const { config } = await workflowService.describeNamespace({ namespace });
    const retention = config?.workflowExecutionRetentionTtl;
    // Zero is for ever.
    const isShorter = retention && tsToMs(retention) > 0 && tsToMs(retention) < tsToMs(RETENTION);
    if (isShorter)
      await workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: RETENTION },
      });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Registers the namespace, with its retention, and its search attributes; changes only what is missing.
 * Waits up to half a minute until the server knows the namespace. Throws when the server cannot be reached.
 */
export async function prepareNamespace(endpoint: TemporalEndpoint, namespace: string): Promise<void> {
  const connection = await Connection.connect(connectionOptions(endpoint));
  try {
    await register(connection, namespace);
    // The server reads its list of namespaces anew every ten seconds.
    for (let tries = 60; ; tries--) {
      try {
        await addSearchAttributes(connection, namespace);
        return;
      } catch (error) {
        if (tries === 0 || !isCode(error, NOT_FOUND)) throw error;
        await pause(500);
      }
    }
  } finally {
    await connection.close();
  }
}
