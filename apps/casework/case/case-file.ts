import { Injectable } from '@nestjs/common';
import { mayReadGrounds, relationsTo } from '#domain/access/may-read.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Policy } from '#domain/policy/policy.js';
import { isSealedEarly } from '#domain/retention/early-sealing.js';
import { openerOf, readTexts, type OpenedText } from '#filing/case-texts.js';
import { openEvidence } from '#filing/case-evidence.js';
import type { Contact, Identity, Narrative, Subjects } from '#filing/complaint-input.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { complaintStream, type LedgerEntry } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { readStream, recordAccess } from '#persistence/ledger-store.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { readRetention } from '#persistence/retention-store.js';
import type { Purpose } from '#vault/purpose.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../casework.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { groundTexts } from './ground-entry.js';
import { isLink } from './link-entry.js';

/** The words of a case, opened for one reader. Null where there are none, or their key was destroyed. */
export interface CaseTexts {
  /** Nothing of it is read any more: nothing was found against the accused. */
  isSealed: boolean;
  narrative: Narrative | null;
  accused: Subjects['accused'];
  identity: Identity | null;
  contact: Contact | null;
  /** What was written since the filing, by the id of its sealed text. */
  written: Map<string, string>;
  /** What the files of the case are called, by their ids. */
  fileNames: Map<string, string>;
}

const SEALED: CaseTexts = {
  isSealed: true,
  narrative: null,
  accused: [],
  identity: null,
  contact: null,
  written: new Map(),
  fileNames: new Map(),
};

@Injectable()
export class CaseFiles {
  constructor(private readonly casework: Casework) {}

  /** Throws `not-found`, as for an unknown reference, when the case does not exist for this person. */
  async state({ viewer }: SignedIn, reference: string): Promise<ComplaintState> {
    const state = await this.casework.reader.one(viewer, reference);
    if (state === null) throw new Problem('not-found');
    return state;
  }

  /** The leading case's reference, where that case exists for this person too. */
  async leaderOf({ viewer }: SignedIn, { leader }: Pick<ComplaintState, 'leader'>): Promise<string | null> {
    return leader !== null && (await this.casework.reader.one(viewer, leader)) !== null ? leader : null;
  }

  policyOf(state: ComplaintState): Promise<Policy> {
    return readPolicy(this.casework.databases.main.manager, state.filing.policyHash);
  }

  /** Only of a case whose state was read for the person before. A leader that does not exist for them is withheld. */
  async entries(signedIn: SignedIn, { reference }: ComplaintState, afterSeq = 0): Promise<LedgerEntry[]> {
    const { manager } = this.casework.databases.main;
    const entries = await readStream(manager, complaintStream(reference), afterSeq);
    const shown = async (entry: LedgerEntry): Promise<LedgerEntry> => {
      if (!isLink(entry)) return entry;
      const leader = await this.leaderOf(signedIn, JSON.parse(entry.body) as { leader: string });
      return { ...entry, body: canonicalJson({ leader }) };
    };
    return Promise.all(entries.map(shown));
  }

  /** Whether nothing was found against the accused, and nobody reads of the case any more until two agree to open it. */
  async isSealed({ reference, status }: ComplaintState): Promise<boolean> {
    if (status !== 'final') return false;
    return isSealedEarly(await readRetention(this.casework.databases.main.manager, reference));
  }

  /**
   * The texts that the person may read, opened, and the reading recorded. Who a named complainant is, and how to reach
   * that person, is for those who handle the case.
   */
  async read(signedIn: SignedIn, state: ComplaintState): Promise<CaseTexts> {
    if (await this.isSealed(state)) return SEALED;
    const { viewer, staff } = signedIn;
    const relations = relationsTo(viewer, state);
    const handles = relations.some(
      (relation) => relation === 'central-desk' || relation === 'assigned-officer',
    );
    const { reference, filing } = state;
    const entries = await this.entries(signedIn, state);
    const recorded = entries.map(({ body }) => body).join();
    const grounds = mayReadGrounds(relations) ? [] : groundTexts(entries);
    // What waits to be recorded may name the reader: it is read once the case has taken it, and kept them out.
    const own = [...(await this.open(reference, 'narrative')), ...(await this.open(reference, 'internal'))];
    const narrative = own.filter(
      ({ id, kind }) => kind === 'narrative' || (recorded.includes(id) && !grounds.includes(id)),
    );
    const subjects = await this.open(reference, 'subjects');
    const personal: Purpose[] = handles && filing.identityMode === 'named' ? ['identity', 'contact'] : [];
    const person = await Promise.all(personal.map((purpose) => this.open(reference, purpose)));
    const files = await this.openFiles(reference, recorded);
    const opened = [...narrative, ...subjects, ...person.flat()];
    if (opened.length + files.length > 0) {
      const { databases, keyring, time } = this.casework;
      const names = files.map(({ id }) => ({ id, kind: 'evidence-name' }));
      const what = { texts: [...opened.map(({ id, kind }) => ({ id, kind })), ...names] };
      const access = { at: time.now(), actor: `staff:${staff.id}`, what };
      await transaction(databases.main, (manager) =>
        recordAccess(manager, reference, access, ledgerSeal(keyring)),
      );
    }
    const filed = (kind: Purpose): unknown => {
      const text = opened.find((one) => one.kind === kind);
      return text === undefined ? null : JSON.parse(text.text);
    };
    return {
      isSealed: false,
      narrative: filed('narrative') as Narrative | null,
      accused: (filed('subjects') as Subjects | null)?.accused ?? [],
      identity: filed('identity') as Identity | null,
      contact: filed('contact') as Contact | null,
      written: new Map(
        narrative.filter(({ kind }) => kind !== 'narrative').map(({ id, text }) => [id, text]),
      ),
      fileNames: new Map(files.map(({ id, name }) => [id, name])),
    };
  }

  private async openFiles(reference: string, recorded: string): Promise<{ id: string; name: string }[]> {
    const { databases, keyring } = this.casework;
    const rows = await readEvidence(databases.main.manager, { reference });
    const known = rows.filter(({ id }) => recorded.includes(id));
    const files = await openEvidence(databases.keys, reference, openerOf(keyring, 'casework'), known);
    return files.flatMap(({ id, file }) => (file === null ? [] : [{ id, name: file.name }]));
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
