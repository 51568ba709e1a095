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

/** A hold, or the opening of what was sealed early: the command without its words. */
export type Wanted =
  | { name: 'place-hold'; ground: string }
  | { name: 'lift-hold'; hold: number }
  | { name: 'ask-opening' }
  | { name: 'decide-opening'; approved: boolean };

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

  /** Why somebody asks to have a sealed case opened, for whoever decides; the reading is recorded. Null: nobody asks. */
  async whyOpen({ staff }: SignedIn, { state }: SeenRetention): Promise<string | null> {
    if (state.openingAsked == null) return null;
    const { databases, keyring, time } = this.casework;
    const { reference, openingAsked } = state;
    const sources = { manager: databases.main.manager, keys: databases.keys };
    const texts = await readTexts(sources, openerOf(keyring, 'casework'), reference, 'internal');
    const text = texts.find(({ id }) => id === openingAsked.reason.id);
    if (text === undefined) return '';
    const what = { texts: [{ id: text.id, kind: text.kind }] };
    const access = { at: time.now(), actor: `staff:${staff.id}`, what };
    await transaction(databases.main, (manager) =>
      recordAccess(manager, reference, access, ledgerSeal(keyring)),
    );
    return text.text;
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
