import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import { nextActions } from '#domain/complaint/next-actions.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import { placeOf, type StoredFile } from '#evidence/receive-file.js';
import { openedStream } from '#evidence/sealing/sealed-stream.js';
import { fileKeyringOf, type OpenedEvidence, openEvidence, wrapFileKeys } from '#filing/case-evidence.js';
import { openerOf } from '#filing/case-texts.js';
import { evidenceOf } from '#filing/complainant-case.js';
import { ensureInternalKey } from '#filing/internal-key.js';
import { takeBack, takeFile } from '#filing/take-file.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { insertFileKeys } from '#persistence/evidence-key-store.js';
import { changeEvidenceRef, giveEvidence, readEvidence } from '#persistence/evidence-store.js';
import { recordAccess, toEvent } from '#persistence/ledger-store.js';
import { signCommand } from '#vault/signature.js';
import type { WantedFile } from '#web/evidence/receive-upload.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import { CaseFiles } from '../case/case-file.js';
import { Casework } from '../casework.js';
import type { SignedIn } from '../staff-access/signed-in.js';

/** A file of a case, as the ledger has it, with its name where that can still be opened. */
export interface CaseEvidence {
  ref: EvidenceRef;
  name: string | null;
  opened: OpenedEvidence | null;
}

const authorOf = ({ staff }: SignedIn): string => `staff:${staff.id}`;

/** The evidence of a case, for somebody for whom the case exists. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
  ) {}

  /** What the ledger has taken, in its order: a file that waits to be recorded may name its reader. */
  async recorded(signedIn: SignedIn, state: ComplaintState): Promise<CaseEvidence[]> {
    const events = (await this.files.entries(signedIn, state)).map(toEvent);
    const held = new Set(
      events.flatMap((event) => (event.type === 'EvidenceQuarantined' ? [event.body.evidence] : [])),
    );
    const refs = events.flatMap(evidenceOf);
    if (refs.length === 0) return [];
    const files = (await this.files.isSealed(state)) ? [] : await this.open(state.reference);
    const opened = new Map(files.map((one) => [one.id, one]));
    return refs.map((ref) => {
      const one = opened.get(ref.id) ?? null;
      const isQuarantined = ref.isQuarantined || held.has(ref.id) || one?.ref?.isQuarantined === true;
      const isScanned = ref.isScanned || one?.ref?.isScanned === true;
      return { ref: { ...ref, isQuarantined, isScanned }, name: one?.file?.name ?? null, opened: one };
    });
  }

  /** Files that this person has added and the case has not recorded yet. */
  async waiting(signedIn: SignedIn, state: ComplaintState): Promise<OpenedEvidence[]> {
    const taken = new Set((await this.recorded(signedIn, state)).map(({ ref }) => ref.id));
    return (await this.open(state.reference)).filter(
      ({ id, addedBy }) => addedBy === authorOf(signedIn) && !taken.has(id),
    );
  }

  mayAdd({ viewer }: SignedIn, state: ComplaintState): boolean {
    return nextActions(state, viewer).includes('add-evidence');
  }

  /** Throws `FileRefused`; nothing of the file is left then. */
  async take(signedIn: SignedIn, { reference }: ComplaintState, file: WantedFile): Promise<StoredFile> {
    const { databases, keyring, evidence: room, time } = this.casework;
    // What the agency finds is the agency's own: the receipt code opens none of it.
    await ensureInternalKey(databases.keys, reference, keyring.publicKeys.casework);
    const under = await fileKeyringOf(databases.keys, reference, 'internal', openerOf(keyring, 'casework'));
    const { custodian } = keyring.publicKeys;
    return takeFile(file, { reference }, authorOf(signedIn), { main: databases.main, room, time }, (stored) =>
      insertFileKeys(databases.keys, reference, wrapFileKeys(stored, reference, under, { custodian })),
    );
  }

  takeBack({ reference }: ComplaintState, id: string): Promise<void> {
    const { databases, evidence: room } = this.casework;
    return takeBack({ reference }, { ...databases, room }, [id]);
  }

  /** Adds these to the case. After 'unreachable' the same files are the same command again. */
  async add(
    signedIn: SignedIn,
    { reference }: ComplaintState,
    waiting: readonly OpenedEvidence[],
  ): Promise<ComplaintEvent[] | Refusal | 'unreachable'> {
    const { databases, time } = this.casework;
    const evidence = waiting.flatMap(({ ref }) => (ref === null ? [] : [ref]));
    const id = `evidence.${createHash('sha256')
      .update(evidence.map((one) => one.id).join())
      .digest('hex')
      .slice(0, 32)}`;
    const fresh = waiting.filter(({ state }) => state === 'waiting').map((one) => one.id);
    await transaction(databases.main, (manager) =>
      giveEvidence(manager, fresh, { reference, commandId: id }),
    );
    return this.send(reference, {
      name: 'add-evidence',
      id,
      actor: { kind: 'staff', id: signedIn.staff.id },
      at: time.now(),
      params: { evidence },
    });
  }

  /** Enters the opening of these files in the access stream, ahead of it. */
  async recordOpening(
    signedIn: SignedIn,
    { reference }: ComplaintState,
    ids: readonly string[],
  ): Promise<void> {
    const { databases, keyring, time } = this.casework;
    const texts = ids.map((id) => ({ id, kind: 'evidence' }));
    const access = { at: time.now(), actor: authorOf(signedIn), what: { texts } };
    await transaction(databases.main, (manager) =>
      recordAccess(manager, reference, access, ledgerSeal(keyring)),
    );
  }

  /** A file that nobody could look into when it came is looked into before it is handed out for the first time. */
  async isHeldBack(
    { reference }: ComplaintState,
    { ref }: Pick<CaseEvidence, 'ref'>,
    key: Buffer,
  ): Promise<boolean> {
    const { scan, storage } = this.casework.evidence;
    if (ref.isQuarantined || ref.isScanned || scan === null) return ref.isQuarantined;
    const { id } = ref;
    const found = await scan(openedStream(await storage.read(id), { key, place: placeOf(id) }));
    if (found !== 'unscanned') await this.noteScan(reference, id, found === 'infected');
    return found === 'infected';
  }

  /** Notes what the scanner says of a file that had not been looked into; what is harmful is held back from now on. */
  private async noteScan(reference: string, id: string, isInfected: boolean): Promise<void> {
    const { databases, time } = this.casework;
    const found = { isScanned: true, ...(isInfected && { isQuarantined: true }) };
    await changeEvidenceRef(databases.main.manager, id, found);
    if (!isInfected) return;
    const outcome = await this.send(reference, {
      name: 'quarantine-evidence',
      id: `quarantine.${id}`,
      actor: { kind: 'system' },
      at: time.now(),
      params: { evidence: id },
    });
    // A case that has ended takes no command; the file is held back all the same.
    if (isRefusal(outcome) && outcome.code !== 'NotPossibleInThisStatus')
      throw new Error(`A harmful file was not recorded: ${outcome.code}.`);
  }

  private send(
    reference: string,
    command: Command<UpdateName>,
  ): Promise<ComplaintEvent[] | Refusal | 'unreachable'> {
    const { commands, keyring } = this.casework;
    return commands.send(
      reference,
      command,
      signCommand(keyring.signer('casework-signing'), reference, command),
    );
  }

  private async open(reference: string): Promise<OpenedEvidence[]> {
    const { databases, keyring } = this.casework;
    const rows = await readEvidence(databases.main.manager, { reference });
    return openEvidence(databases.keys, reference, openerOf(keyring, 'casework'), rows);
  }
}
