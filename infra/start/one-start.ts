import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './process-identity.js';
import { StartRefusal } from './start-refusal.js';

/** Lets one start at a time use the data folder. Returns what gives the folder free again. */
export function claimDataDir(dataDir: string, { pid } = process as { pid: number }): () => void {
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'run', 'start.json');
  const holder = read(file);
  if (holder !== null && holder.pid !== pid && identityOf(holder.pid) === holder.identity) {
    throw new StartRefusal(
      `A copy is already running on ${dataDir} (process ${holder.pid}): stop it, or choose another DATA_DIR.`,
    );
  }
  writeFileSync(file, JSON.stringify({ pid, identity: identityOf(pid) }));
  return () => rmSync(file, { force: true });
}

function read(file: string): { pid: number; identity: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; identity: string };
  } catch {
    return null;
  }
}
