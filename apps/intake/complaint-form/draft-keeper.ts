import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { readDraft, removeDraft, saveDraft } from '#persistence/draft-store.js';
import { openText, sealText } from '#vault/sealing.js';
import { cookieName, cookieOptions } from '#web/security/cookies.js';
import type { IntakeServices } from '../intake-services.js';
import type { Draft } from './draft.js';

/** The row's name says nothing of the key that opens it. */
const rowId = (key: Buffer): string => createHash('sha256').update('draft|').update(key).digest('hex');

/** Keeps drafts in the database, each sealed by a key that lies in its writer's cookie and nowhere else. */
export class DraftKeeper {
  private readonly cookie: string;

  constructor(private readonly services: IntakeServices) {
    this.cookie = cookieName('draft', services.isSecure);
  }

  /** The visitor's draft; null when there is none. */
  async read(request: Request): Promise<Draft | null> {
    const key = this.keyOf(request);
    const sealed = key && (await readDraft(this.services.databases.main.manager, rowId(key)));
    return key && sealed && (JSON.parse(openText(key, rowId(key), sealed)) as Draft);
  }

  /** Stores the draft, under a new key and cookie where the visitor has none. */
  async save(request: Request, response: Response, draft: Draft): Promise<void> {
    const key = this.keyOf(request) ?? this.newKey(response);
    const { manager } = this.services.databases.main;
    const sealed = sealText(key, rowId(key), JSON.stringify(draft));
    await saveDraft(manager, { id: rowId(key), sealed, updatedAt: this.services.time.now() });
  }

  /** The name of the row that the visitor's draft has, which says nothing of its key; null where there is no draft. */
  nameOf(request: Request): string | null {
    const key = this.keyOf(request);
    return key && rowId(key);
  }

  async forget(request: Request, response: Response): Promise<void> {
    const key = this.keyOf(request);
    if (key) await removeDraft(this.services.databases.main.manager, rowId(key));
    response.clearCookie(this.cookie, cookieOptions(this.services.isSecure));
  }

  private keyOf(request: Request): Buffer | null {
    const text: unknown = (request.cookies as Record<string, unknown>)[this.cookie];
    const key = typeof text === 'string' ? Buffer.from(text, 'base64url') : null;
    return key?.length === 32 ? key : null;
  }

  private newKey(response: Response): Buffer {
    const key = randomBytes(32);
    response.cookie(this.cookie, key.toString('base64url'), cookieOptions(this.services.isSecure));
    return key;
  }
}
