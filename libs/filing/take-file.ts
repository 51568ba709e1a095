import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Readable } from 'node:stream';
import { FileRefused } from '#evidence/checking/file-fault.js';
import type { EvidenceRoom } from '#evidence/evidence-room.js';
import {
  evidenceRef,
  originalOf,
  receiveFile,
  type StoredFile,
  type Wanted,
} from '#evidence/receive-file.js';
import { Spool } from '#evidence/spool.js';
import { removeFileKeys } from '#persistence/evidence-key-store.js';
import {
  type EvidenceOwner,
  forgetEvidence,
  insertArriving,
  markWaiting,
} from '#persistence/evidence-store.js';
import type { Time } from '#settings/time.js';
import { sealAbout } from './case-evidence.js';

export interface FileTaking {
  main: DataSource;
  room: EvidenceRoom;
  time: Time;
}

/** A file on its way in. */
export interface ArrivingFile extends Omit<Wanted, 'id'> {
  content: Readable;
  /** Whether more came than one file may have; known when the content has ended. */
  isCutOff: () => boolean;
}

/**
 * Takes a file in for its owner: checked, cleaned, stored sealed, waiting to be sent. `keep` stores its keys before the
 * file counts. Throws `FileRefused`; whatever it throws, and when the connection is cut, nothing of the file is left.
 */
export async function takeFile(
  { content, isCutOff, ...wanted }: ArrivingFile,
  owner: EvidenceOwner,
  addedBy: string,
  { main, room, time }: FileTaking,
  keep: (file: StoredFile) => Promise<void>,
): Promise<StoredFile> {
  const spool = await Spool.of(content, room.folder);
  try {
    if (isCutOff()) throw new FileRefused('too-big');
    const id = randomUUID();
    const atMostBytes = spool.size * (wanted.keepsOriginal ? 2 : 1);
    const arriving = { id, addedBy, createdAt: time.now(), atMostBytes };
    if (!(await insertArriving(main, arriving, owner, room.limits.whole))) throw new FileRefused('case-full');
    try {
      const file = await receiveFile(spool, { id, ...wanted }, room);
      await keep(file);
      const { storedBytes } = file;
      await markWaiting(main.manager, id, { storedBytes, about: sealAbout(file), ref: evidenceRef(file) });
      return file;
    } catch (error) {
      await removeStored([id], room);
      await forgetEvidence(main.manager, owner, [id]);
      throw error;
    }
  } finally {
    await spool.close();
  }
}

/** Takes the files away from the storage. */
export async function removeStored(ids: readonly string[], { storage }: EvidenceRoom): Promise<void> {
  for (const id of ids) {
    await storage.remove(id);
    await storage.remove(originalOf(id));
  }
}

/** Takes back files that wait, all of them or these: what was given to a case stays. */
export async function takeBack(
  owner: EvidenceOwner,
  { main, keys, room }: { main: DataSource; keys: DataSource; room: EvidenceRoom },
  ids?: readonly string[],
): Promise<void> {
  const gone = await forgetEvidence(main.manager, owner, ids);
  if (gone.length === 0) return;
  await removeFileKeys(keys, gone);
  await removeStored(gone, room);
}
