import { tmpdir } from 'node:os';
import type { EvidenceSettings } from '#settings/evidence-settings.js';
import { findMat2, removeLeftovers } from './cleaning/mat2.js';
import { clamdScan, type Scan } from './scanning/clamd.js';
import type { EvidenceStorage } from './storage/evidence-storage.js';
import { FolderStorage } from './storage/folder-storage.js';

export interface EvidenceLimits {
  /** Bytes of one file. */
  file: number;
  /** Bytes of all files of a case, or of a report that is being written. */
  whole: number;
  /** Files at once. */
  files: number;
}

/** What receiving files takes: where they are kept, how large they may be, who looks into them. */
export interface EvidenceRoom {
  storage: EvidenceStorage;
  limits: EvidenceLimits;
  /** Null where no scanner is configured. */
  scan: Scan | null;
  hasMat2: boolean;
  /** Where files on their way lie, sealed by a key in memory. */
  folder: string;
}

const MEGABYTE = 1_024 * 1_024;
const FILES_AT_ONCE = 10;

/** What speaks to a bucket is large, and loaded where there is one. */
export async function openEvidenceStorage({
  s3,
  dir,
}: Pick<EvidenceSettings, 's3' | 'dir'>): Promise<EvidenceStorage> {
  if (s3 === undefined) return new FolderStorage(dir);
  const { S3Storage } = await import('./storage/s3-storage.js');
  return new S3Storage(s3);
}

export async function openEvidenceRoom(settings: EvidenceSettings): Promise<EvidenceRoom> {
  const { clamd, fileLimitMb, caseLimitMb } = settings;
  const folder = settings.workDir ?? tmpdir();
  await removeLeftovers(folder);
  return {
    storage: await openEvidenceStorage(settings),
    limits: { file: fileLimitMb * MEGABYTE, whole: caseLimitMb * MEGABYTE, files: FILES_AT_ONCE },
    scan: clamd === undefined ? null : clamdScan(clamd),
    hasMat2: await findMat2(),
    folder,
  };
}
