import { readdirSync, statSync } from 'node:fs';
import { keyFile, readKey, versionsAmong, type KeyFileKind } from './key-file.js';
import type { KeyName } from './key-names.js';

const LOOK_EVERY_MS = 1_000;

interface Kept {
  content: string;
  made: unknown;
}

/** The key files of one process, looked at again when they are asked for and a second has passed. */
export class KeyFolder {
  private readonly kept = new Map<string, Kept[]>();
  private changedAt = NaN;
  private lookedAt = -Infinity;

  /** `names`: whose private keys or secrets are read; `publics`: whose public halves. */
  constructor(
    private readonly folder: string,
    private readonly names: readonly KeyName[],
    private readonly publics: readonly KeyName[],
  ) {}

  /** Reads the folder. Throws one sentence when a current key is missing. */
  look(): void {
    this.lookedAt = performance.now();
    const { mtimeMs } = statSync(this.folder, { throwIfNoEntry: false }) ?? { mtimeMs: NaN };
    if (mtimeMs === this.changedAt) return;
    const files = mtimeMs >= 0 ? readdirSync(this.folder) : [];
    const read = new Map<string, Kept[]>();
    for (const name of this.names) read.set(`key ${name}`, this.read(files, 'key', name));
    for (const name of this.publics) read.set(`pub ${name}`, this.read(files, 'pub', name));
    for (const [key, versions] of read) this.kept.set(key, versions);
    this.changedAt = mtimeMs;
  }

  /** What `make` makes of each version, the current one first; made once. Throws for a key that was not asked for. */
  made<T>(kind: KeyFileKind, name: KeyName, make: (content: string) => T): readonly T[] {
    this.lookAgain();
    const versions = this.kept.get(`${kind} ${name}`);
    if (versions === undefined) throw new Error(`This process does not hold the key ${name}.`);
    return versions.map((one) => (one.made ??= make(one.content)) as T);
  }

  private lookAgain(): void {
    if (performance.now() - this.lookedAt < LOOK_EVERY_MS) return;
    try {
      this.look();
    } catch {
      // In the middle of a change: what is known goes on serving, and the next look finds the rest.
    }
  }

  /** The same content stays the same object: others remember what they made of it. */
  private read(files: readonly string[], kind: KeyFileKind, name: KeyName): Kept[] {
    const before = this.kept.get(`${kind} ${name}`) ?? [];
    const versions = versionsAmong(files, name, kind);
    const read = (versions.length === 0 ? ['current' as const] : versions).map((version) =>
      readKey(keyFile(this.folder, name, kind, version)),
    );
    if (versions.length > 0 && versions[0] !== 'current') readKey(keyFile(this.folder, name, kind));
    return [...new Set(read)].map(
      (content) => before.find((one) => one.content === content) ?? { content, made: undefined },
    );
  }
}
