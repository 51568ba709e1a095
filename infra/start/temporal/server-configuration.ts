import { stringify } from 'yaml';

const SERVICES = ['frontend', 'matching', 'history', 'worker'] as const;

/** Ports of the loopback address: gRPC and membership of the four services, the frontend's gRPC port first. */
export type TemporalPorts = number[];
export const PORTS_BESIDE_FRONTEND = SERVICES.length * 2 - 1;

/** The configuration file of the official server, all four services in one process on SQLite. */
export function serverConfiguration(
  files: { database: string; dynamic: string },
  ports: TemporalPorts,
): string {
  const [frontend] = ports;
  const services = SERVICES.map((name, at) => [
    name,
    {
      rpc: { grpcPort: ports[at * 2], membershipPort: ports[at * 2 + 1], bindOnLocalHost: true },
    },
  ]);
  return stringify({
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'sqlite',
      visibilityStore: 'sqlite',
      numHistoryShards: 4,
      datastores: {
        sqlite: {
          sql: {
            pluginName: 'sqlite',
            databaseName: files.database,
            connectAddr: 'localhost',
            connectProtocol: 'tcp',
            connectAttributes: { mode: 'rwc', setup: 'true', journal_mode: 'wal', synchronous: '1' },
            maxConns: 1,
            maxIdleConns: 1,
            maxConnLifetime: '1h',
          },
        },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(services) as Record<string, unknown>,
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `localhost:${frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: `localhost:${frontend}` },
    dynamicConfigClient: { filepath: files.dynamic, pollInterval: '10s' },
  });
}

/** Server settings that may change while it runs. Time is skipped in tests only. */
export const dynamicSettings = (mayTimeBeSkipped: boolean): Record<string, unknown> => ({
  'system.forceSearchAttributesCacheRefreshOnRead': true,
  ...(mayTimeBeSkipped
    ? {
        'frontend.WorkflowTimeSkippingEnabled': true,
        'frontend.WorkflowTimeSkippingMaxSkipPerSession': 2_000,
      }
    : {}),
});

export const dynamicConfiguration = (mayTimeBeSkipped: boolean): string =>
  stringify(
    Object.fromEntries(
      Object.entries(dynamicSettings(mayTimeBeSkipped)).map(([key, value]) => [
        key,
        [{ value, constraints: {} }],
      ]),
    ),
  );
