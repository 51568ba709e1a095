import type { Request, Response } from 'express';
import { evidenceRef } from '#evidence/receive-file.js';
import type { WaitingFile } from '#filing/complaint-input.js';
import { takeBack, takeFile } from '#filing/take-file.js';
import type { EvidenceOwner } from '#persistence/evidence-store.js';
import type { WantedFile } from '#web/evidence/receive-upload.js';
import type { Draft } from '../complaint-form/draft.js';
import type { DraftKeeper } from '../complaint-form/draft-keeper.js';
import type { IntakeServices } from '../intake-services.js';

/** The files of a complaint that is being written: their keys lie in the draft, which only its writer's browser opens. */
export class DraftFiles {
  constructor(
    private readonly services: IntakeServices,
    private readonly drafts: DraftKeeper,
  ) {}

  /** Takes a file into the draft, which is kept with it at once. Throws `FileRefused`. */
  async take(file: WantedFile, draft: Draft, request: Request, response: Response): Promise<WaitingFile> {
    const { databases, evidence: room, time } = this.services;
    const owner = this.ownerOf(request);
    if (owner === null) throw new Error('A draft that was read has a row.');
    const stored = await takeFile(
      file,
      owner,
      'complainant',
      { main: databases.main, room, time },
      async () => undefined,
    );
    const waiting: WaitingFile = {
      name: stored.name,
      key: stored.key.toString('base64'),
      originalKey: stored.original?.key.toString('base64') ?? null,
      ref: evidenceRef(stored),
    };
    draft.files = [...(draft.files ?? []), waiting];
    await this.drafts.save(request, response, draft);
    return waiting;
  }

  async remove(id: string, draft: Draft, request: Request, response: Response): Promise<void> {
    if (!draft.files?.some(({ ref }) => ref.id === id)) return;
    draft.files = draft.files.filter(({ ref }) => ref.id !== id);
    await this.drafts.save(request, response, draft);
    await this.takeBack(request, [id]);
  }

  /** Everything that somebody left in a draft of this browser. */
  removeAll(request: Request): Promise<void> {
    return this.takeBack(request);
  }

  private async takeBack(request: Request, ids?: string[]): Promise<void> {
    const { databases, evidence: room } = this.services;
    const owner = this.ownerOf(request);
    if (owner !== null) await takeBack(owner, { ...databases, room }, ids);
  }

  private ownerOf(request: Request): EvidenceOwner | null {
    const draft = this.drafts.nameOf(request);
    return draft === null ? null : { draft };
  }
}
