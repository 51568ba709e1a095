import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefusal } from '../start-refusal.js';

export interface SystemUser {
  uid: number;
  gid: number;
}

const idOf = (flag: string): number =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));

/** PostgreSQL refuses to run as root, so root lends it the user `postgres`, made when absent. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return createUser();
  }
}

function createUser(): SystemUser {
  try {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'pipe' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    throw new StartRefusal(
      'PostgreSQL cannot run as root and the user `postgres` could not be made: start as another user, or set DATABASE_URL.',
    );
  }
}

function mayEnter(folder: string, user: SystemUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & 1) === 1;
}

const ancestors = (folder: string): string[] =>
  dirname(folder) === folder ? [folder] : [...ancestors(dirname(folder)), folder];

/** Refuses when a folder on the way is closed to PostgreSQL's user. */
export function demandEnterable(folder: string, user: SystemUser | undefined): void {
  if (user === undefined) return;
  const closed = ancestors(folder).find((each) => !mayEnter(each, user));
  if (closed === undefined) return;
  throw new StartRefusal(
    `PostgreSQL's user cannot enter ${closed}: run \`chmod o+x ${closed}\`, choose another DATA_DIR, or set DATABASE_URL.`,
  );
}
