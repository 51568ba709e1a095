import { Injectable } from '@nestjs/common';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { placeOf } from '#evidence/receive-file.js';
import { openedStream } from '#evidence/sealing/sealed-stream.js';
import { openerOf } from '#filing/case-texts.js';
import { readCommittedTexts } from '#filing/committed-texts.js';
import { toEvent } from '#persistence/ledger-store.js';
import type { Purpose } from '#vault/purpose.js';
import { CaseFiles, type CaseTexts } from '../case/case-file.js';
import { Casework } from '../casework.js';
import { EvidenceFiles } from '../evidence/evidence-files.js';
import type { Names } from '../staff-access/names.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import type { LetterContext } from './cover-letter.presenter.js';
import { ledgerText } from './ledger-text.js';
import type { Content } from './package-zip.js';
import type { LeftOut } from './package.wording.js';
import { complaintText, inquiryText, messagesText } from './text-files.js';

/** What goes into a package, and what of the case does not. */
interface Contents {
  contents: Content[];
  leftOut: LetterContext['leftOut'];
}

const file = (path: string, text: string): Content => ({ path, open: () => [Buffer.from(text, 'utf8')] });

function identityLeftOut({ filing }: ComplaintState, { identity, contact }: CaseTexts): LeftOut[] {
  if (filing.identityMode === 'anonymous') return ['identity-anonymous'];
  if (filing.identityMode === 'confidential') return ['identity-confidential'];
  return identity === null && contact === null ? ['identity-not-for-maker'] : [];
}

/** Gathers what an outside body gets of a case: what its maker may open, less what is nobody's outside. */
@Injectable()
export class PackageContents {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly evidence: EvidenceFiles,
  ) {}

  /** Texts are opened here and evidence when its turn comes, which both are recorded ahead. */
  async of(signedIn: SignedIn, state: ComplaintState, names: Names): Promise<Contents> {
    const entries = await this.files.entries(signedIn, state);
    const texts = await this.files.read(signedIn, state);
    const events = entries.map(toEvent);
    const said = { events, written: texts.written, names };
    const messages = messagesText(said);
    const inquiry = inquiryText(said);
    const evidence = await this.evidenceOf(signedIn, state);
    return {
      contents: [
        file('01-complaint.txt', complaintText(texts, names)),
        ...(messages === null ? [] : [file('02-messages.txt', messages)]),
        ...(inquiry === null ? [] : [file('03-inquiry.txt', inquiry)]),
        ...evidence.contents,
        file('ledger/case.jsonl', ledgerText(entries)),
        file('ledger/commitments.json', await this.commitments(state, texts)),
      ],
      leftOut: [
        ...identityLeftOut(state, texts).map((why) => ({ why })),
        { why: 'internal' },
        ...((state.witnesses ?? 0) > 0 ? [{ why: 'witnesses' as const }] : []),
        ...evidence.leftOut,
      ],
    };
  }

  private async evidenceOf(signedIn: SignedIn, state: ComplaintState): Promise<Contents> {
    const { storage } = this.casework.evidence;
    const contents: Content[] = [];
    const leftOut: Contents['leftOut'] = [];
    const opened: string[] = [];
    const recorded = await this.evidence.recorded(signedIn, state);
    for (const [index, found] of recorded.entries()) {
      const { id } = found.ref;
      const { key = null, file: about = null } = found.opened ?? {};
      const name = `${String(index + 1).padStart(2, '0')}-${found.name ?? id}`;
      if (key === null || about === null) leftOut.push({ why: 'unreadable', file: name });
      else if (await this.evidence.isHeldBack(state, found, key))
        leftOut.push({ why: 'quarantined', file: name });
      else {
        opened.push(id);
        const open = async () => openedStream(await storage.read(id), { key, place: placeOf(id) });
        contents.push({ path: `evidence/${name}`, open });
      }
    }
    if (recorded.some(({ ref }) => ref.hasOriginal)) leftOut.push({ why: 'original' });
    if (opened.length > 0) await this.evidence.recordOpening(signedIn, state, opened);
    return { contents, leftOut };
  }

  /** The texts that are in the package as they were filed, each with the salt of its commitment. */
  private async commitments(
    { reference, filing }: ComplaintState,
    { identity, contact }: CaseTexts,
  ): Promise<string> {
    const { databases, keyring } = this.casework;
    const purposes: Purpose[] = [
      'narrative',
      ...(identity === null ? [] : ['identity' as const]),
      ...(contact === null ? [] : ['contact' as const]),
    ];
    const opener = openerOf(keyring, 'casework');
    const opened = await readCommittedTexts({ reference, opener }, purposes, databases);
    return `${JSON.stringify({ reference, commitments: filing.commitments, opened }, null, 2)}\n`;
  }
}
