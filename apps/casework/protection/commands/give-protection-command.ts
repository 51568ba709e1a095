import { Injectable } from '@nestjs/common';
import { mayRead } from '#domain/access/may-read.js';
import type { TextRef } from '#domain/complaint/command.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { mayAct, type StaffProtectionCommandName } from '#domain/protection/acts.js';
import { permitProtection } from '#domain/protection/permit.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { isInSight } from '#domain/protection/sight.js';
import { viewerOf } from '#domain/routing/person.js';
import { protectionStream } from '#ledger/ledger.js';
import { entriesOfCommand, hasCommandUnder } from '#persistence/command-events.js';
import { toProtectionEvent } from '#persistence/ledger-store.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { signCommand } from '#vault/signature.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import { commandIdOf, idsUnder } from '../../commands/command-id.js';
import { sealTyped } from '../../commands/seal-words.js';
import { Casework } from '../../casework.js';
import type { SignedIn } from '../../staff-access/signed-in.js';
import { ProtectionFiles } from '../protection-file.js';
import { fileRetaliation, saysHarm } from './file-retaliation.js';
import { PROTECTION_WORDS, type ProtectionBody } from './protection-command.js';

/** What somebody asks for: the command, its words still as words, the key that makes a repeat harmless. */
export interface AskedOfProtection<N extends StaffProtectionCommandName = StaffProtectionCommandName> {
  /** Of the protection. */
  id: string;
  name: N;
  body: ProtectionBody<N>;
  key: string;
  seenVersion?: number;
}

/** `unreachable`: the workflow gave no answer. `key-reused`: the key stands for something else that was done. */
export type GivenToProtection = ProtectionEvent[] | Refusal | 'unreachable' | 'key-reused';

@Injectable()
export class ProtectionDesk {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
  ) {}

  /**
   * Authorises, seals the words, signs and sends. Returns the events made, as far as the person sees them; a refusal with
   * nothing stored where the state as read already refuses. After 'unreachable', repeat with the same key.
   */
  async give(signedIn: SignedIn, asked: AskedOfProtection): Promise<GivenToProtection> {
    const { id, name, body, key, seenVersion } = asked;
    const { databases, keyring, protections, time } = this.casework;
    const at = time.now();
    const author = `staff:${signedIn.staff.id}`;
    const seen = await this.files.reader.one(signedIn, id, at);
    if (seen === null) return new Refusal('CaseUnknown');
    const { reference } = seen.state;

    const commandId = await commandIdOf(this.casework, { reference, name, body, key }, author);
    const recorded = [databases.main.manager, protectionStream(id)] as const;
    const done = (await entriesOfCommand(...recorded, commandId)).map(toProtectionEvent);
    if (done.length > 0) return this.shown(signedIn, id, done);
    if (await hasCommandUnder(...recorded, author, idsUnder(key))) return 'key-reused';

    const field = PROTECTION_WORDS[name];
    const { [field ?? '']: typed, ...params } = body as Record<string, unknown>;
    const command = {
      name,
      id: commandId,
      actor: { kind: 'staff', id: signedIn.staff.id },
      at,
      params,
      ...(seenVersion !== undefined && { seenVersion }),
    } as unknown as ProtectionUpdate;
    const against = this.objection(signedIn, seen, command);
    if (against !== null) return against;
    if (saysHarm(command) && typeof typed === 'string') {
      const told = { words: typed, staff: signedIn.staff.id, key };
      const retaliationCase = await fileRetaliation(this.casework, seen.state, told);
      Object.assign(command.params, { retaliationCase });
    }
    if (field !== null && typeof typed === 'string') {
      const text = await this.seal(reference, name, { kind: field, words: typed, author });
      Object.assign(command.params, { [field]: text });
    }
    const signature = signCommand(keyring.signer('casework-signing'), protectionStream(id), command);
    const outcome = await protections.send(id, command, signature);
    return Array.isArray(outcome) ? this.shown(signedIn, id, outcome) : outcome;
  }

  private objection(
    { directory }: SignedIn,
    { state, complaint, sight }: SeenProtection,
    command: ProtectionUpdate,
  ): Refusal | null {
    const isTheirs = mayAct(command, state, { complaint, directory });
    // What the state says against a command is for those who see the state.
    const against = isTheirs || sight.protects ? permitProtection(state, command) : null;
    if (against !== null) return against;
    if (!isTheirs) return new Refusal('NotForThisPerson');
    if (command.name !== 'begin-measure') return null;
    const owner = viewerOf(directory, command.params.owner, command.at);
    return owner !== null && mayRead(owner, complaint) ? null : new Refusal('OwnerNotAvailable');
  }

  /** What the person is told opens with the receipt code; all else is the agency's own, and no search finds any of it. */
  private seal(
    reference: string,
    name: StaffProtectionCommandName,
    text: { kind: string; words: string; author: string },
  ): Promise<TextRef> {
    const purpose = name === 'write-to-person' ? 'narrative' : 'internal';
    return sealTyped(this.casework, { reference, purpose }, text);
  }

  private async shown(signedIn: SignedIn, id: string, events: ProtectionEvent[]): Promise<ProtectionEvent[]> {
    const seen = await this.files.reader.one(signedIn, id, this.casework.time.now());
    return seen === null ? [] : events.filter((event) => isInSight(event, seen.sight));
  }
}
