import { Injectable } from '@nestjs/common';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { openerOf, readTexts, type OpenedText } from '#filing/case-texts.js';
import type { Contact } from '#filing/complaint-input.js';
import type { AskedFor } from '#filing/data-request-input.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { DataRequestReader } from '#persistence/data-request-reader.js';
import { transaction } from '#persistence/data-source.js';
import { readStream, recordAccess, toDataRequestEvent } from '#persistence/ledger-store.js';
import type { Purpose } from '#vault/purpose.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../casework.js';
import type { SignedIn } from '../staff-access/signed-in.js';

/** A request's words, opened for one reader. */
export interface DataRequestTexts {
  name: string;
  contact: Contact;
  asked: string;
  /** What the agency wrote, by the id of its sealed text. */
  written: Map<string, string>;
}

const PURPOSES: readonly Purpose[] = ['narrative', 'identity', 'contact', 'internal'];

/** Reads requests for data, for those for whom they exist. */
@Injectable()
export class DataRequestFiles {
  readonly reader: DataRequestReader;

  constructor(private readonly casework: Casework) {
    this.reader = new DataRequestReader(casework.databases.main.manager);
  }

  /** Throws `not-found`, as for an unknown reference, when the request does not exist for this person. */
  async state({ viewer }: SignedIn, reference: string): Promise<DataRequestState> {
    const state = await this.reader.one(viewer, reference);
    if (state === null) throw new Problem('not-found');
    return state;
  }

  async events({ reference }: DataRequestState): Promise<DataRequestEvent[]> {
    const { manager } = this.casework.databases.main;
    return (await readStream(manager, dataRequestStream(reference))).map(toDataRequestEvent);
  }

  /** Opens the texts, and records the reading. Only of a request whose state was read for the person before. */
  async read({ staff }: SignedIn, { reference }: DataRequestState): Promise<DataRequestTexts> {
    const { databases, keyring, time } = this.casework;
    const opened = (await Promise.all(PURPOSES.map((purpose) => this.open(reference, purpose)))).flat();
    const what = { texts: opened.map(({ id, kind }) => ({ id, kind })) };
    const access = { at: time.now(), actor: `staff:${staff.id}`, what };
    await transaction(databases.main, (manager) =>
      recordAccess(manager, reference, access, ledgerSeal(keyring)),
    );
    const said = (kind: Purpose): unknown =>
      JSON.parse(opened.find((one) => one.kind === kind)?.text ?? '{}');
    return {
      name: (said('identity') as { name?: string }).name ?? '',
      contact: said('contact') as Contact,
      asked: (said('narrative') as Partial<AskedFor>).asked ?? '',
      written: new Map(opened.map(({ id, text }) => [id, text])),
    };
  }

  private open(reference: string, purpose: Purpose): Promise<OpenedText[]> {
    const { databases, keyring } = this.casework;
    return readTexts(
      { manager: databases.main.manager, keys: databases.keys },
      openerOf(keyring, 'casework'),
      reference,
      purpose,
    );
  }
}
