import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { permitRetention } from '#domain/retention/decide.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import { retentionStream } from '#ledger/ledger.js';
import { RetentionReader, type SeenRetention } from '#persistence/retention-reader.js';
import { signCommand } from '#vault/signature.js';
import { Problem } from '#web/errors/problem.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
import { Casework } from '../casework.js';
import { sealTyped } from '../commands/seal-words.js';
import type { SignedIn } from '../staff-access/signed-in.js';

/** Placing a hold, or lifting one: the command without its words. */
type Wanted = { name: 'place-hold'; ground: string } | { name: 'lift-hold'; hold: number };

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
