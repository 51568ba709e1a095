import { readFileSync } from 'node:fs';

/** What to demand of Temporal's frontend and what to show it, where it wants certificates (mTLS). All PEM. */
export interface TemporalTls {
  /** Who has to have signed the server's certificate. */
  authority: Buffer;
  certificate: Buffer;
  key: Buffer;
}

const VARIABLES = {
  authority: 'TEMPORAL_TLS_CA',
  certificate: 'TEMPORAL_TLS_CERT',
  key: 'TEMPORAL_TLS_KEY',
} as const;
type Variable = (typeof VARIABLES)[keyof typeof VARIABLES];

/**
 * Reads the files named by TEMPORAL_TLS_CA, TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY; undefined when none is named.
 * Throws an Error of one sentence when only some are, or one cannot be read.
 */
export function readTemporalTls(
  paths: Partial<Record<Variable, string | undefined>>,
): TemporalTls | undefined {
  const missing = Object.values(VARIABLES).filter((variable) => paths[variable] === undefined);
  if (missing.length === 3) return undefined;
  if (missing.length > 0) {
    throw new Error(`Temporal is reached with certificates only when ${missing.join(' and ')} is set too.`);
  }
  const read = (variable: Variable): Buffer => {
    const path = paths[variable] ?? '';
    try {
      return readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`${variable} names ${path}, which cannot be read (${code}): correct it.`, {
        cause: error,
      });
    }
  };
  return {
    authority: read(VARIABLES.authority),
    certificate: read(VARIABLES.certificate),
    key: read(VARIABLES.key),
  };
}
