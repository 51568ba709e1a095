import { Injectable } from '@nestjs/common';
import type { TextRef } from '#domain/complaint/command.js';
import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import type { AnswerKind } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { mayAct, permitDataRequest } from '#domain/data-request/decide.js';
import { filingContext } from '#filing/filing-context.js';
import { givenAway, type GivenAway } from '#filing/given-away.js';
import { matchSubjects } from '#filing/name-matching.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { entriesOfCommand } from '#persistence/command-events.js';
import { toDataRequestEvent } from '#persistence/ledger-store.js';
import { signCommand } from '#vault/signature.js';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import { Casework } from '../casework.js';
import { sealTyped } from '../commands/seal-words.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { DataRequestFiles } from './data-request-file.js';

/** What somebody does to a request, its words as typed. `staff`: whom of the staff the requester is. */
export type WantedOfRequest =
  | { name: 'confirm-identity'; how: string; staff: string | null }
  | { name: 'propose-answer'; kind: AnswerKind; answer: string }
  | { name: 'approve' }
  | { name: 'return'; reason: string };

/** `staff-unknown`: the requester was said to be somebody who is not of the staff. */
export type Given = DataRequestEvent[] | Refusal | GivenAway | 'unreachable' | 'staff-unknown';

/** Signs and sends what is done to requests for data. */
@Injectable()
export class DataRequestDesk {
  constructor(
    private readonly casework: Casework,
    private readonly files: DataRequestFiles,
  ) {}

  /** Whom of the staff the requester's token stands for; null: nobody. */
  requesterOf({ directory }: SignedIn, { requester }: DataRequestState): string | null {
    return requester === null
      ? null
      : (directory.people.find(({ token }) => token === requester)?.id ?? null);
  }

  /** Ids of the staff whom that name may be of. */
  async namesakes(name: string): Promise<string[]> {
    const names = await this.names();
    return matchSubjects({ subject: '', details: '', accused: [{ name }] }, names).persons;
  }

  /**
   * Seals the words, signs and sends. `GivenAway`: the answer names somebody else, or a case; then, and where the state
   * as read refuses, nothing is stored. Repeat with the same key.
   */
  async give(
    signedIn: SignedIn,
    state: DataRequestState,
    wanted: WantedOfRequest,
    { key, seenVersion }: { key: string; seenVersion: number },
  ): Promise<Given> {
    const { directory } = signedIn;
    const { reference } = state;
    if (wanted.name === 'confirm-identity' && wanted.staff !== null)
      if (!directory.people.some(({ id }) => id === wanted.staff)) return 'staff-unknown';
    const wordless = this.command(signedIn, wanted, { key, seenVersion }, NOTHING);
    const { manager } = this.casework.databases.main;
    const done = await entriesOfCommand(manager, dataRequestStream(reference), wordless.id);
    if (done.length > 0) return done.map(toDataRequestEvent);
    const against = permitDataRequest(state, wordless);
    if (against !== null) return against;
    if (!mayAct(state, wordless, directory)) return new Refusal('NotForThisPerson');
    if (wanted.name === 'propose-answer') {
      const own = { staff: this.requesterOf(signedIn, state), reference };
      const told = givenAway(wanted.answer, await this.names(), own);
      if (told.people.length + told.references.length > 0) return told;
    }
    const ref = await this.seal(signedIn, state, wanted);
    const command = this.command(signedIn, wanted, { key, seenVersion }, ref);
    const { keyring, dataRequests } = this.casework;
    const signature = signCommand(keyring.signer('casework-signing'), dataRequestStream(reference), command);
    return dataRequests.send(reference, command, signature);
  }

  private async names() {
    const { databases, time } = this.casework;
    return (await filingContext(databases.main.manager)(time.now())).names;
  }

  /** All is the agency's own, and the receipt code opens none of it, but an answer that was approved. */
  private async seal(signedIn: SignedIn, state: DataRequestState, wanted: WantedOfRequest): Promise<TextRef> {
    const { reference } = state;
    const [kind, words] =
      wanted.name === 'approve'
        ? (['answer', await this.proposed(signedIn, state)] as const)
        : wordsOf(wanted);
    const purpose = wanted.name === 'approve' ? ('narrative' as const) : ('internal' as const);
    const author = `staff:${signedIn.staff.id}`;
    return sealTyped(this.casework, { reference, purpose }, { kind, words, author });
  }

  /** The words that wait for a second person. */
  private async proposed(signedIn: SignedIn, state: DataRequestState): Promise<string> {
    const { written } = await this.files.read(signedIn, state);
    const words = written.get(state.answer?.answer.id ?? '');
    if (words === undefined) throw new Error(`The answer to ${state.reference} cannot be opened.`);
    return words;
  }

  private command(
    { staff, directory }: SignedIn,
    wanted: WantedOfRequest,
    { key, seenVersion }: { key: string; seenVersion: number },
    ref: TextRef,
  ): DataRequestUpdate {
    const made = {
      id: `${staff.id}.${key}`,
      actor: { kind: 'staff' as const, id: staff.id },
      at: this.casework.time.now(),
      seenVersion,
    };
    switch (wanted.name) {
      case 'confirm-identity': {
        const requester = directory.people.find(({ id }) => id === wanted.staff)?.token ?? null;
        return { ...made, name: wanted.name, params: { how: ref, requester } };
      }
      case 'propose-answer':
        return { ...made, name: wanted.name, params: { kind: wanted.kind, answer: ref } };
      case 'approve':
        return { ...made, name: 'decide-answer', params: { approved: true, answer: ref } };
      case 'return':
        return { ...made, name: 'decide-answer', params: { approved: false, reason: ref } };
    }
  }
}

const NOTHING = { id: '', hash: '' };

function wordsOf(wanted: Exclude<WantedOfRequest, { name: 'approve' }>): [kind: string, words: string] {
  switch (wanted.name) {
    case 'confirm-identity':
      return ['how', wanted.how];
    case 'propose-answer':
      return ['answer', wanted.answer];
    case 'return':
      return ['reason', wanted.reason];
  }
}

export const isGivenAway = (given: Given): given is GivenAway =>
  typeof given === 'object' && !isRefusal(given) && !Array.isArray(given);
