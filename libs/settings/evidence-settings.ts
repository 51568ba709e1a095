import { join, resolve } from 'node:path';

/** Where evidence is kept, and who looks into it. */
export interface EvidenceSettings {
  /** Without meaning where `s3` is given. */
  dir: string;
  s3?: { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string };
  fileLimitMb: number;
  caseLimitMb: number;
  /** The daemon of ClamAV, where there is one. */
  clamd?: { host: string; port: number } | { path: string };
  /** For files on their way; unset: the system's temporary folder. */
  workDir?: string;
}

/** The variables by which evidence is set, as read from the environment. */
export interface EvidenceVariables {
  EVIDENCE_DIR?: string | undefined;
  EVIDENCE_S3_ENDPOINT?: string | undefined;
  EVIDENCE_S3_REGION: string;
  EVIDENCE_S3_BUCKET?: string | undefined;
  EVIDENCE_S3_ACCESS_KEY_ID?: string | undefined;
  EVIDENCE_S3_SECRET_ACCESS_KEY?: string | undefined;
  EVIDENCE_FILE_LIMIT_MB: number;
  EVIDENCE_CASE_LIMIT_MB: number;
  EVIDENCE_WORK_DIR?: string | undefined;
  CLAMD_HOST?: string | undefined;
  CLAMD_PORT: number;
  CLAMD_SOCKET?: string | undefined;
}

function s3Of(read: EvidenceVariables): EvidenceSettings['s3'] {
  const { EVIDENCE_S3_ENDPOINT: endpoint } = read;
  if (endpoint === undefined) return undefined;
  const needed = (
    name: 'EVIDENCE_S3_BUCKET' | 'EVIDENCE_S3_ACCESS_KEY_ID' | 'EVIDENCE_S3_SECRET_ACCESS_KEY',
  ): string => {
    const value = read[name];
    if (value === undefined) throw new Error(`The setting ${name} is wrong: EVIDENCE_S3_ENDPOINT needs it.`);
    return value;
  };
  return {
    endpoint,
    region: read.EVIDENCE_S3_REGION,
    bucket: needed('EVIDENCE_S3_BUCKET'),
    accessKeyId: needed('EVIDENCE_S3_ACCESS_KEY_ID'),
    secretAccessKey: needed('EVIDENCE_S3_SECRET_ACCESS_KEY'),
  };
}

/** Throws an Error that names the variable that is missing. */
export function evidenceSettings(read: EvidenceVariables, dataDir: string): EvidenceSettings {
  const s3 = s3Of(read);
  const { CLAMD_SOCKET: path, CLAMD_HOST: host, CLAMD_PORT: port } = read;
  const clamd = path !== undefined ? { path } : host !== undefined ? { host, port } : undefined;
  return {
    dir: resolve(read.EVIDENCE_DIR ?? join(dataDir, 'evidence')),
    ...(s3 && { s3 }),
    fileLimitMb: read.EVIDENCE_FILE_LIMIT_MB,
    caseLimitMb: read.EVIDENCE_CASE_LIMIT_MB,
    ...(clamd && { clamd }),
    ...(read.EVIDENCE_WORK_DIR !== undefined && { workDir: resolve(read.EVIDENCE_WORK_DIR) }),
  };
}
