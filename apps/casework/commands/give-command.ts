import { Injectable } from '@nestjs/common';
import { relationsTo } from '#domain/access/may-read.js';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { transitionOf } from '#domain/complaint/transitions.js';
import { tellingRefusal } from '#domain/complaint/subjects.js';
import { permit } from '#domain/complaint/permit.js';
import { complaintStream } from '#ledger/ledger.js';
import { entriesOfCommand, hasCommandUnder } from '#persistence/command-events.js';
import { readPolicy } from '#persistence/policy-store.js';
import { toEvent } from '#persistence/ledger-store.js';
import { signCommand } from '#vault/signature.js';
import { Problem } from '#web/errors/problem.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import { Casework, tokensOf } from '../casework.js';
import { readPackages } from '../hand-over/made-packages.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { commandIdOf, idsUnder } from './command-id.js';
import { sealWords } from './seal-words.js';
import { namesComplainant } from '../subject-letters/names-complainant.js';
import { NOT_STAFF, WORD_FIELDS, type StaffCommandBody, type StaffCommandName } from './staff-command.js';

/** What somebody asks for: the command, its words still as words, the key that makes a repeat harmless. */
export interface Asked<N extends StaffCommandName = StaffCommandName> {
  reference: string;
  name: N;
  body: StaffCommandBody<N>;
  key: string;
  seenVersion?: number;
}

/** `unreachable`: the case's workflow gave no answer. `key-reused`: the key stands for something else that was done. */
export type Given = ComplaintEvent[] | Refusal | 'unreachable' | 'key-reused';

@Injectable()
export class CommandDesk {
  constructor(private readonly casework: Casework) {}

  /**
   * Authorises, seals the words, signs and sends. Returns the events made; a refusal with nothing stored where the
   * state as read already refuses. After 'unreachable', repeat with the same key.
   */
  async give(signedIn: SignedIn, asked: Asked): Promise<Given> {
    const { reference, name, seenVersion } = asked;
    const { databases, reader, keyring, commands, time } = this.casework;
    const author = `staff:${signedIn.staff.id}`;
    const state = await reader.one(signedIn.viewer, reference);
    if (state === null) return new Refusal('CaseUnknown');

    const id = await commandIdOf(this.casework, asked, author);
    const recorded = [databases.main.manager, complaintStream(reference)] as const;
    const done = (await entriesOfCommand(...recorded, id)).map(toEvent);
    if (done.length > 0) return done;
    if (await hasCommandUnder(...recorded, author, idsUnder(asked.key))) return 'key-reused';

    await this.checkPackage(asked);
    const command = {
      name,
      id,
      actor: { kind: 'staff', id: signedIn.staff.id },
      at: time.now(),
      params: this.codes(signedIn, state, asked),
      ...(seenVersion !== undefined && { seenVersion }),
    } as unknown as Command<UpdateName>;
    const against = await this.objection(signedIn, state, command, asked);
    if (against !== null) return against;

    const words = asked.body as Record<string, unknown>;
    for (const field of WORD_FIELDS[name]) {
      const typed = words[field];
      if (typeof typed !== 'string') continue;
      const text = await sealWords(this.casework, asked, { kind: field, words: typed, author });
      Object.assign(command.params, { [field]: text });
    }
    return commands.send(
      reference,
      command,
      signCommand(keyring.signer('casework-signing'), reference, command),
    );
  }

  /** Throws where the hash is of no package that was made whole of this case. */
  private async checkPackage({ reference, name, body }: Asked): Promise<void> {
    if (name !== 'hand-to-outside-body') return;
    const { packageHash } = body as StaffCommandBody<'hand-to-outside-body'>;
    if (packageHash === undefined) return;
    const made = await readPackages(this.casework.databases.main.manager, reference);
    if (!made.some(({ sha256 }) => sha256 === packageHash))
      throw new Problem('validation', [{ field: 'packageHash', code: 'not-allowed' }]);
  }

  private async objection(
    { viewer, staff, directory }: SignedIn,
    state: ComplaintState,
    command: Command<UpdateName>,
    { body }: Asked,
  ): Promise<Refusal | null> {
    const against = permit(state, command);
    if (against !== null) return against;
    const relations = relationsTo(viewer, state);
    if (!transitionOf(command.name, state.status)?.by.some((relation) => relations.includes(relation)))
      return new Refusal('NotForThisPerson');
    if (command.name === 'tell-subject') {
      const policy = await readPolicy(this.casework.databases.main.manager, state.filing.policyHash);
      const refusal = tellingRefusal(state, command.params, { policy, directory });
      if (refusal !== null) return refusal;
      const { words } = body as StaffCommandBody<'tell-subject'>;
      const isNamed = await namesComplainant(this.casework, state, words, `staff:${staff.id}`);
      return isNamed ? new Refusal('LetterNamesComplainant') : null;
    }
    if (command.name !== 'link') return null;
    const leader = await this.casework.reader.one(viewer, command.params.leader);
    return leader === null ? new Refusal('CaseUnknown') : null;
  }

  /** The body without its words, people and units turned into the tokens by which the ledger knows them. */
  private codes(
    { directory }: SignedIn,
    state: ComplaintState,
    { name, body }: Asked,
  ): Record<string, unknown> {
    const tokenOf = tokensOf(this.casework);
    const isWords = (field: string): boolean => (WORD_FIELDS[name] as readonly string[]).includes(field);
    const codes: Record<string, unknown> = Object.fromEntries(
      Object.entries(body).filter(([field, value]) => value !== undefined && !isWords(field)),
    );
    const unknown = (field: string): Problem => new Problem('validation', [{ field, code: 'not-allowed' }]);
    if (name === 'add-accused') {
      const { persons, units } = body as StaffCommandBody<'add-accused'>;
      persons.forEach((id, index) => {
        if (!directory.people.some((person) => person.id === id)) throw unknown(`persons.${index}`);
      });
      units.forEach((id, index) => {
        if (!directory.units.some((unit) => unit.id === id)) throw unknown(`units.${index}`);
      });
      codes['persons'] = persons.map((id) => tokenOf('person', id));
      codes['units'] = units.map((id) => tokenOf('unit', id));
    }
    if (name === 'decide-match' || name === 'lift-exclusion' || name === 'tell-subject') {
      const { person } = body as StaffCommandBody<typeof name>;
      const isToken = state.excluded.some(({ token }) => token === person);
      const isUnit = directory.units.some(({ id }) => id === person);
      codes['person'] = isToken ? person : tokenOf(isUnit ? 'unit' : 'person', person);
      if (person === NOT_STAFF) codes['person'] = null;
    }
    if (name === 'record-conflict') {
      const { person } = body as StaffCommandBody<'record-conflict'>;
      if (!directory.people.some(({ id }) => id === person)) throw unknown('person');
      codes['person'] = tokenOf('person', person);
    }
    return codes;
  }
}
