import type { TLSConfig } from '@temporalio/client';
import type { Settings } from '#settings/settings.js';

/** Where Temporal is and how to be let in. */
export type TemporalEndpoint = Pick<Settings, 'temporalAddress' | 'temporalTls'>;

/** For every connection of the SDK, of a client and of a worker alike. */
export function connectionOptions({ temporalAddress, temporalTls }: TemporalEndpoint): {
  address: string;
  tls?: TLSConfig;
} {
  if (temporalTls === undefined) return { address: temporalAddress };
  const { authority, certificate, key } = temporalTls;
  return {
    address: temporalAddress,
    tls: { serverRootCACertificate: authority, clientCertPair: { crt: certificate, key } },
  };
}
