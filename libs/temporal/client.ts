import { Client, Connection } from '@temporalio/client';
import { connectionOptions, type TemporalEndpoint } from './connection-options.js';
import { dataConverter } from './data-converter.js';
import type { CodecKeys } from './payload-codec.js';

/** A client that connects with its first call, so that an app is ready while Temporal is down. Close its connection. */
export const temporalClient = (
  options: TemporalEndpoint & {
    temporalNamespace: string;
    codecKeys: CodecKeys;
  },
): Client =>
  new Client({
    connection: Connection.lazy(connectionOptions(options)),
    namespace: options.temporalNamespace,
    dataConverter: dataConverter(options.codecKeys),
  });
