import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { permitRetention } from '#domain/retention/decide.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import { retentionStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { recordAccess } from '#persistence/ledger-store.js';
import { RetentionReader, type SeenRetention } from '#persistence/retention-reader.js';
import { signCommand } from '#vault/signature.js';
import { Problem } from '#web/errors/problem.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
import { Casework } from '../casework.js';
import { sealTyped } from '../commands/seal-words.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { heldFor } from './held-for.js';

/** A hold, or the opening of what was sealed early: the command without its words. */
export type Wanted =
  | { name: 'place-hold'; ground: string }
  | { name: 'lift-hold'; hold: number }
  | { name: 'ask-opening' }
  | { name: 'decide-opening'; approved: boolean };

/** The words of what waits for a second person; empty where there are none, or they are not read any more. */
interface Reasons {
  opening: string;
  ofHold(hold: number): string;
}

/** The acts that a page names once they are done. */
export const ACTS = [
  'place-hold',
  'lift-hold',
  'ask-opening',
  'decide-opening',
] as const satisfies Wanted['name'][];

/** Reads what is kept, and holds it. */
@Injectable()
export class HoldDesk {
  readonly reader: RetentionReader;

  constructor(private readonly casework: Casework) {
    this.reader = new RetentionReader(casework.databases.main.manager);
  }

  /** Throws `not-found` when the case was never closed, or does not exist for this person. */
  async one({ viewer }: SignedIn, reference: string): Promise<SeenRetention> {
    const seen = await this.reader.one(viewer, reference);
    if (seen === null) throw new Problem('not-found');
    return seen;
  }

  /**
   * What waits for a second person, with why, by the id of each reason's text: an opening asked for, holds that nobody
   * lifted. The reading is recorded.
   */
  async reasons({ staff }: SignedIn, { state }: SeenRetention): Promise<Reasons> {
    const { databases, keyring, time } = this.casework;
    const { reference } = state;
    const { manager } = databases.main;
    const held = await heldFor(manager, state);
    const asked = [state.openingAsked?.reason.id, ...held.values()];
    const sources = { manager, keys: databases.keys };
    const texts = asked.every((id) => id === undefined)
      ? []
      : await readTexts(sources, openerOf(keyring, 'casework'), reference, 'internal');
    const read = texts.filter(({ id }) => asked.includes(id));
    if (read.length > 0) {
      const what = { texts: read.map(({ id, kind }) => ({ id, kind })) };
      const access = { at: time.now(), actor: `staff:${staff.id}`, what };
      await transaction(databases.main, (within) =>
        recordAccess(within, reference, access, ledgerSeal(keyring)),
      );
    }
    const wordsOf = (id?: string): string => read.find((one) => one.id === id)?.text ?? '';
    return {
      opening: wordsOf(state.openingAsked?.reason.id),
      ofHold: (hold) => wordsOf(held.get(hold)),
    };
  }

  /** Seals the reason, signs and sends. Nothing is stored where the state as read refuses; repeat with the same key. */
  async give(
    { staff }: SignedIn,
    { state }: SeenRetention,
    { name, ...codes }: Wanted,
    { reason, key }: { reason: string; key: string },
  ): Promise<RetentionEvent[] | Refusal | 'unreachable'> {
    const { keyring, retention, time } = this.casework;
    const { reference } = state;
    const author = `staff:${staff.id}`;
    const command = {
      name,
      id: `${staff.id}.${key}`,
      actor: { kind: 'staff', id: staff.id },
      at: time.now(),
      params: codes,
    } as unknown as RetentionUpdate;
    const against = permitRetention(state, command);
    if (isRefusal(against)) return against;
    const text = await sealTyped(
      this.casework,
      { reference, purpose: 'internal' },
      { kind: 'reason', words: reason, author },
    );
    Object.assign(command.params, { reason: text });
    const signature = signCommand(keyring.signer('casework-signing'), retentionStream(reference), command);
    return retention.send(reference, command, signature);
  }
}
