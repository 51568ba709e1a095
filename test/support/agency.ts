import type { Command, CommandParams, TextRef } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Instant } from '#domain/time/instant.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused } from '#filing/filing-answer.js';
import { openerOf, storeText } from '#filing/case-texts.js';
import { filingContext } from '#filing/filing-context.js';
import { complaintStream } from '#ledger/ledger.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { addStaff } from '#persistence/staff-store.js';
import type { Time } from '#settings/time.js';
import { type Keyring, KEYS_OF, openKeyring } from '#vault/keyring.js';
import { signCommand, signerOf } from '#vault/signature.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import { DEMONSTRATION_PEOPLE, demonstrationStaff } from '../../infra/start/demonstration-people.js';
import { testDatabases, type TestDatabases } from './database.js';

/** Wednesday 4 February 2026, 10:00 in Bangkok. */
export const OPENED_AT: Instant = '2026-02-04T03:00:00.000Z';

const BRIBE: ComplaintInput = {
  category: 'corruption',
  subject: 'เรียกรับเงิน',
  details: 'มีการเรียกรับเงินเพื่อออกใบอนุญาต',
  identity: { mode: 'confidential', email: 'somchai@example.org' },
};

/** The demonstration agency on databases of its own, with a clock that only specs move. */
export class AgencyForTests {
  now: Instant = OPENED_AT;
  readonly time: Time = { now: () => this.now };
  readonly worker: Keyring;
  readonly apps: Keyring;
  private commands = 0;

  private constructor(readonly databases: TestDatabases) {
    this.worker = openKeyring(databases.keysDir, KEYS_OF.worker);
    this.apps = openKeyring(databases.keysDir, [...KEYS_OF.intake, ...KEYS_OF.casework]);
  }

  static async open(): Promise<AgencyForTests> {
    const agency = new AgencyForTests(await testDatabases());
    for (const person of DEMONSTRATION_PEOPLE)
      await addStaff(
        agency.databases.main.manager,
        demonstrationStaff(person, { passwordHash: null, createdAt: OPENED_AT }),
      );
    return agency;
  }

  /** Files a complaint by the web; returns entry 1 of its ledger. */
  async file(changes: Partial<ComplaintInput> = {}): Promise<ComplaintEvent<'ComplaintReceived'>> {
    const answer = await fileComplaint(
      { complaint: { ...BRIBE, ...changes }, channel: 'web' },
      {
        databases: this.databases,
        keyring: this.apps,
        time: this.time,
        context: filingContext(this.databases.main.manager),
      },
    );
    if (isFilingRefused(answer)) throw new Error(answer.refused);
    const [first] = await this.ledger(answer.reference);
    return first as ComplaintEvent<'ComplaintReceived'>;
  }

  async ledger(reference: string): Promise<ComplaintEvent[]> {
    return (await readStream(this.databases.main.manager, complaintStream(reference))).map(toEvent);
  }

  /** A command of a member of staff, or of the complainant, as the app that lets it pass signs it. */
  signed<N extends UpdateName>(
    reference: string,
    who: string,
    name: N,
    params: CommandParams[N],
  ): { command: Command<UpdateName>; signature: string } {
    const actor = who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };
    const id = `${reference}-${++this.commands}`;
    const command = { name, id, actor, at: this.now, params } as unknown as Command<UpdateName>;
    return { command, signature: signCommand(this.apps.signer(signerOf(command)), reference, command) };
  }

  /** What the complainant writes, sealed and stored. */
  textFrom(reference: string, words: string): Promise<TextRef> {
    const { main, keys } = this.databases;
    return storeText(
      { manager: main.manager, keys },
      openerOf(this.apps, 'casework'),
      { reference, purpose: 'narrative', kind: 'message', author: 'complainant', createdAt: this.now },
      words,
    );
  }

  close(): Promise<void> {
    return this.databases.close();
  }
}
