import { Injectable } from '@nestjs/common';
import type { Readable, Transform } from 'node:stream';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { recordAccess } from '#persistence/ledger-store.js';
import { CaseFiles } from '../case/case-file.js';
import { Casework } from '../casework.js';
import { possibleActions } from '../commands/possible-actions.js';
import { sealTyped } from '../commands/seal-words.js';
import { readNames } from '../staff-access/names.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { sealedByAge, type SealedTo } from './age-sealing.js';
import type { LetterContext } from './cover-letter.presenter.js';
import { type MadePackage, readPackages, recordPackage } from './made-packages.js';
import { measureStream } from './measure-stream.js';
import { PackageContents } from './package-contents.service.js';
import { type Measured, zipped } from './package-zip.js';

/** What a package is made for, and to whom it is sealed. */
interface Asked {
  purpose: string;
  sealedTo: SealedTo;
}

const PURPOSE = 'package-purpose';
const LETTER = '00-cover-letter.html';

/** Makes sealed packages of a case, and knows those that were made. */
@Injectable()
export class PackageDesk {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly contents: PackageContents,
  ) {}

  /** For whoever may hand the case over now, and as long as it is to be. */
  async mayMake(signedIn: SignedIn, state: ComplaintState): Promise<boolean> {
    const policy = await this.files.policyOf(state);
    return possibleActions(signedIn, state, policy, this.casework.time.now()).includes(
      'hand-to-outside-body',
    );
  }

  /** The packages of the case with the purposes of which they were made; reading those is recorded. */
  async made(signedIn: SignedIn, { reference }: ComplaintState): Promise<(MadePackage & { why: string })[]> {
    const { databases, keyring, time } = this.casework;
    const packages = await readPackages(databases.main.manager, reference);
    if (packages.length === 0) return [];
    const place = { manager: databases.main.manager, keys: databases.keys };
    const words = await readTexts(place, openerOf(keyring, 'casework'), reference, 'internal');
    const texts = packages.map(({ purpose }) => ({ id: purpose.id, kind: PURPOSE }));
    const reading = { at: time.now(), actor: `staff:${signedIn.staff.id}`, what: { texts } };
    await transaction(databases.main, (manager) =>
      recordAccess(manager, reference, reading, ledgerSeal(keyring)),
    );
    return packages.map((one) => ({
      ...one,
      why: words.find(({ id }) => id === one.purpose.id)?.text ?? '',
    }));
  }

  /**
   * The package as a stream to be piped on through `recording`, which holds its last bytes back until the ledger has the
   * hash of the whole. What breaks off in between is recorded nowhere.
   */
  async make(
    signedIn: SignedIn,
    state: ComplaintState,
    { purpose, sealedTo }: Asked,
    render: (letter: LetterContext, files: readonly Measured[]) => Promise<string>,
  ): Promise<{ sealed: Readable; recording: Transform }> {
    const { databases, keyring, time } = this.casework;
    const { reference } = state;
    const { staff } = signedIn;
    const by = `staff:${staff.id}`;
    const at = time.now();
    const names = await readNames(databases, signedIn.language);
    const { contents, leftOut } = await this.contents.of(signedIn, state, names);
    const policy = await this.files.policyOf(state);
    const letter = { state, policy, madeBy: names.person(staff.id), at, purpose, leftOut };
    const text = { kind: PURPOSE, words: purpose, author: by };
    const sealedPurpose = await sealTyped(this.casework, { reference, purpose: 'internal' }, text);
    const zip = zipped(contents, { path: LETTER, write: (files) => render(letter, files) }, at);
    const made = { by, contents: contents.length, purpose: sealedPurpose };
    const recording = measureStream((whole) =>
      transaction(databases.main, (manager) =>
        recordPackage(manager, reference, { ...whole, ...made, at: time.now() }, ledgerSeal(keyring)),
      ),
    );
    const sealed = await sealedByAge(zip.stream, sealedTo);
    // What is read as web streams is not let go of by itself where whoever asked goes away.
    sealed.once('close', zip.release);
    return { sealed, recording };
  }
}
