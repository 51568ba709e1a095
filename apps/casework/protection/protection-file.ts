import { Injectable } from '@nestjs/common';
import type { Policy } from '#domain/policy/policy.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { areWordsInSight, isInSight } from '#domain/protection/sight.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import { protectionStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { readStream, recordAccess, toProtectionEvent } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { ProtectionReader, type SeenProtection } from '#persistence/protection-reader.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../casework.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { textIdsOf } from '../wording/text-ids.js';

@Injectable()
export class ProtectionFiles {
  readonly reader: ProtectionReader;

  constructor(private readonly casework: Casework) {
    this.reader = new ProtectionReader(casework.databases.main.manager);
  }

  /** Throws `not-found`, as for an unknown id, when the protection does not exist for this person. */
  async one(signedIn: SignedIn, id: string): Promise<SeenProtection> {
    const seen = await this.reader.one(signedIn, id, this.casework.time.now());
    if (seen === null) throw new Problem('not-found');
    return seen;
  }

  policyOf({ state }: SeenProtection): Promise<Policy> {
    return readPolicy(this.casework.databases.main.manager, state.policyHash);
  }

  /** What happened, as far as the person sees it, oldest first. */
  async events({ state, sight }: SeenProtection, afterSeq = 0): Promise<ProtectionEvent[]> {
    const { manager } = this.casework.databases.main;
    const entries = await readStream(manager, protectionStream(state.id), afterSeq);
    return entries.map(toProtectionEvent).filter((event) => isInSight(event, sight));
  }

  /** The words of these events, by the ids of their sealed texts, and the reading recorded. None for who reads codes. */
  async words(
    { staff }: SignedIn,
    { state, sight }: SeenProtection,
    events: readonly ProtectionEvent[],
  ): Promise<Map<string, string>> {
    const ids = events.filter((event) => areWordsInSight(event, sight)).flatMap(textIdsOf);
    if (ids.length === 0) return new Map();
    const { databases, keyring, time } = this.casework;
    const { manager } = databases.main;
    const { reference } = state;
    const opener = openerOf(keyring, 'casework');
    const stores = { manager, keys: databases.keys };
    const all = [
      ...(await readTexts(stores, opener, reference, 'internal')),
      ...(await readTexts(stores, opener, reference, 'narrative')),
    ];
    const opened = all.filter(({ id }) => ids.includes(id));
    const what = { protection: state.id, texts: opened.map(({ id, kind }) => ({ id, kind })) };
    const access = { at: time.now(), actor: `staff:${staff.id}`, what };
    if (opened.length > 0)
      await transaction(databases.main, (within) =>
        recordAccess(within, reference, access, ledgerSeal(keyring)),
      );
    return new Map(opened.map(({ id, text }) => [id, text]));
  }
}
