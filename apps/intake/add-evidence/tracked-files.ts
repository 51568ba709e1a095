import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { Readable } from 'node:stream';
import { originalOf, originalPlaceOf, type StoredFile } from '#evidence/receive-file.js';
import type { FileSeal } from '#evidence/sealing/sealed-chunks.js';
import { admit, type Admitted } from '#filing/admit-complainant.js';
import { fileKeyringOf, openEvidence, wrapFileKeys } from '#filing/case-evidence.js';
import { commandIdOf } from '#filing/write-to-case.js';
import { takeBack, takeFile } from '#filing/take-file.js';
import { insertFileKeys, readReceiptPublicKey } from '#persistence/evidence-key-store.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { readWrappedKey } from '#persistence/wrapped-key-store.js';
import { Problem } from '#web/errors/problem.js';
import type { WantedFile } from '#web/evidence/receive-upload.js';
import type { IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';

/** A file of the case that waits, with what it is called. */
export interface WaitingInCase {
  name: string;
  ref: EvidenceRef;
  digest: string;
  /** Sent before, with the key that is asked for. */
  isSent: boolean;
}

const AUTHOR = 'complainant';

/** The files that a complainant adds to the own case: they wait there, sealed, until they are sent. */
export class TrackedFiles {
  private constructor(
    private readonly services: IntakeServices,
    private readonly admitted: Admitted,
  ) {}

  /** Throws `not-found` for a wrong code and for an unknown reference alike. */
  static async of({ reference, code }: Receipt, services: IntakeServices): Promise<TrackedFiles> {
    const admitted = await admit(reference, code, services);
    if (admitted === null) throw new Problem('not-found');
    return new TrackedFiles(services, admitted);
  }

  /** Throws `FileRefused`; nothing of the file is left then. */
  async take(file: WantedFile): Promise<StoredFile> {
    const { databases, evidence: room, time, keyring } = this.services;
    const { reference, opener } = this.admitted;
    const under = await fileKeyringOf(databases.keys, reference, 'narrative', opener);
    const receiptKey = await readReceiptPublicKey(databases.keys, reference);
    const publicKeys = { custodian: keyring.publicKeys.custodian, receipt: receiptKey };
    return takeFile(file, { reference }, AUTHOR, { main: databases.main, room, time }, (stored) =>
      insertFileKeys(databases.keys, reference, wrapFileKeys(stored, reference, under, publicKeys)),
    );
  }

  /** Those that wait, or were sent with this key before. */
  async waiting(idempotencyKey: string): Promise<WaitingInCase[]> {
    const { databases } = this.services;
    const { reference, opener, receiptKey } = this.admitted;
    const commandId = commandIdOf(receiptKey, reference, idempotencyKey);
    const rows = (await readEvidence(databases.main.manager, { reference })).filter(
      (row) => row.addedBy === AUTHOR && (row.state === 'waiting' || row.commandId === commandId),
    );
    const opened = await openEvidence(databases.keys, reference, opener, rows);
    return opened.flatMap(({ ref, file, state }) =>
      ref === null || file === null
        ? []
        : [{ name: file.name, ref, digest: file.digest, isSent: state === 'given' }],
    );
  }

  /**
   * A file as it came, sealed, with what opens it: the receipt code does. Null where none was kept, it is held back as
   * harmful, or its key was destroyed.
   */
  async original(id: string): Promise<{ name: string; sealed: Readable; seal: FileSeal } | null> {
    const { databases, evidence: room } = this.services;
    const { reference, opener } = this.admitted;
    const rows = await readEvidence(databases.main.manager, { reference });
    const own = rows.filter((row) => row.id === id && row.addedBy === AUTHOR && row.ref?.hasOriginal);
    const [opened] = await openEvidence(databases.keys, reference, opener, own);
    if (opened?.file == null || opened.ref?.isQuarantined === true) return null;
    const wrapped = await readWrappedKey(databases.keys, reference, `original:${id}`, 'receipt');
    if (wrapped === null) return null;
    const key = await opener.holder.openDataKey(wrapped);
    const sealed = await room.storage.read(originalOf(id));
    return { name: opened.file.name, sealed, seal: { key, place: originalPlaceOf(id) } };
  }

  takeBack(ids: readonly string[]): Promise<void> {
    const { databases, evidence: room } = this.services;
    return takeBack({ reference: this.admitted.reference }, { ...databases, room }, ids);
  }
}
