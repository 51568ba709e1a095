import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EvidenceLost, type EvidenceStorage } from './evidence-storage.js';

/** Files in a folder, by the first two letters of their ids. A file is there whole or not at all. */
export class FolderStorage implements EvidenceStorage {
  constructor(private readonly folder: string) {}

  async write(id: string, content: Readable): Promise<void> {
    const path = this.pathOf(id);
    const draft = `${path}.${randomUUID()}.part`;
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, createWriteStream(draft, { mode: 0o600, flush: true }));
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async read(id: string): Promise<Readable> {
    try {
      return (await open(this.pathOf(id))).createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new EvidenceLost(id);
      throw error;
    }
  }

  remove(id: string): Promise<void> {
    return rm(this.pathOf(id), { force: true });
  }

  private pathOf(id: string): string {
    if (!/^[0-9a-f-]{36}(\.original)?$/.test(id)) throw new Error('A file is known by a UUID.');
    return join(this.folder, id.slice(0, 2), id);
  }
}
