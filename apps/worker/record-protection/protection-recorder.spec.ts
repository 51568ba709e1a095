import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandParams } from '#domain/complaint/command.js';
import { text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { receive } from '#domain/complaint/evolve.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import { begin, fold, replayProtection } from '#domain/protection/evolve.js';
import type { ProtectionParams } from '#domain/protection/protection-command.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { nextWaking } from '#domain/protection/waking.js';
import { addMs, DAY_MS, HOUR_MS } from '#domain/time/instant.js';
import { answerCheckIn } from '#filing/answer-check-in.js';
import { openCase } from '#filing/complainant-case.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused, type FilingAnswer } from '#filing/filing-answer.js';
import { filingContext } from '#filing/filing-context.js';
import { openPayload } from '#filing/outbox-payload.js';
import { tellEmployment } from '#filing/tell-employment.js';
import { protectionStream } from '#ledger/ledger.js';
import { readLiveIdentityGrant } from '#persistence/identity-grant-store.js';
import { readStream, toProtectionEvent } from '#persistence/ledger-store.js';
import { protectedStaffTokens } from '#persistence/migrations/protected-staff-tokens.migration.js';
import { readProtection } from '#persistence/protection-store.js';
import { grantPurpose } from '#vault/grant.js';
import { protectedStaffToken } from '#vault/protected-staff-token.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { openText } from '#vault/sealing.js';
import { signCommand, signerOf } from '#vault/signature.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import type { RecordedOf } from '#workflows/matter/matter.contract.js';
import type { ProtectionUpdate, ProtectionUpdateName } from '#workflows/protection/protection.contract.js';
import { AgencyForTests, OPENED_AT } from '../../../test/support/agency.js';
import { absorb } from '../../../workflows/complaint/absorb.js';
import { PersonnelActionFinder } from '../find-personnel-actions/personnel-action-finder.js';
import { CaseRecorder } from '../record-case/case-recorder.js';
import { ProtectionRecorder } from './protection-recorder.js';

let agency: AgencyForTests;
let cases: CaseRecorder;
let recorder: ProtectionRecorder;
beforeAll(async () => {
  agency = await AgencyForTests.open();
  cases = new CaseRecorder(agency.databases, agency.worker);
  recorder = new ProtectionRecorder(agency.databases, agency.worker);
}, 60_000);
afterAll(() => agency?.close());

const deps = () => ({
  databases: agency.databases,
  keyring: agency.apps,
  time: agency.time,
  context: filingContext(agency.databases.main.manager),
});
const manager = () => agency.databases.main.manager;
const plea = { purpose: 'take-testimony', ground: 'official-duty', reason: text, hours: 24 };

/** A filed complaint with its case and its protection, both as their workflows would hold them. */
class ProtectedCase {
  private commands = 0;

  private constructor(
    readonly filed: FilingAnswer,
    public complaint: ComplaintState,
    public state: ProtectionState,
  ) {}

  static async opened(changes: Partial<ComplaintInput> = {}, retaliationOf?: string): Promise<ProtectedCase> {
    agency.now = OPENED_AT;
    const complaint: ComplaintInput = {
      category: 'corruption',
      subject: 'เรียกรับเงิน',
      details: 'มีการเรียกรับเงินเพื่อออกใบอนุญาต',
      identity: { mode: 'confidential', name: 'นางสาวสมใจ รักความลับ', email: 'somjai@example.org' },
      ...changes,
    };
    const request = { complaint, channel: 'web', ...(retaliationOf && { retaliationOf }) } as const;
    const filed = await fileComplaint(request, deps());
    if (isFilingRefused(filed)) throw new Error(filed.refused);
    return ProtectedCase.of(filed);
  }

  static async of(filed: FilingAnswer): Promise<ProtectedCase> {
    const [first] = await agency.ledger(filed.reference);
    if (first?.type !== 'ComplaintReceived') throw new Error('A case begins with its filing.');
    const complaint = absorb(receive(first), await cases.open({ state: receive(first), at: agency.now }));
    const [entry] = await readStream(manager(), protectionStream(filed.reference));
    const opened = toProtectionEvent(entry!);
    if (opened.type !== 'ProtectionOpened') throw new Error('A protection begins with its opening.');
    const one = new ProtectedCase(filed, complaint, begin(opened));
    one.take(await recorder.openProtection({ state: one.state, at: agency.now }));
    return one;
  }

  get reference(): string {
    return this.filed.reference;
  }

  take(recorded: RecordedOf<Parameters<typeof fold>[1][number]>): typeof recorded {
    const { missed, events, isRepeat } = recorded;
    this.state = fold(this.state, isRepeat ? missed : [...missed, ...events]);
    return recorded;
  }

  signed<N extends ProtectionUpdateName>(who: string, name: N, params: ProtectionParams[N]) {
    const actor = who === 'complainant' || who === 'system' ? { kind: who } : { kind: 'staff', id: who };
    const id = `${this.state.id}-${++this.commands}`;
    const command = { name, id, actor, at: agency.now, params } as unknown as ProtectionUpdate;
    const keyring = who === 'system' ? agency.worker : agency.apps;
    const signature = signCommand(
      keyring.signer(signerOf(command)),
      protectionStream(this.state.id),
      command,
    );
    return { command, signature };
  }

  async give<N extends ProtectionUpdateName>(who: string, name: N, params: ProtectionParams[N]) {
    const signed = this.signed(who, name, params);
    return this.take(await recorder.recordProtection({ state: this.state, ...signed }));
  }

  /** A command on the case itself. */
  async act<N extends UpdateName>(who: string, name: N, params: CommandParams[N]): Promise<void> {
    const signed = agency.signed(this.reference, who, name, params);
    const recorded = await cases.record({ state: this.complaint, ...signed });
    if (recorded.refusal !== undefined) throw new Error(recorded.refusal.code);
    this.complaint = absorb(this.complaint, recorded);
  }

  /** Hands over what waits in the outbox for the protection, as the relay does. */
  async relay(): Promise<void> {
    const rows: { message_id: string; payload: string }[] = await agency.databases.main.query(
      `SELECT message_id, payload FROM outbox WHERE reference = $1 AND done_at IS NULL ORDER BY id`,
      [this.reference],
    );
    for (const { message_id: id, payload } of rows) {
      const content = openPayload(agency.apps.secrets('codec'), id, payload);
      if ('ofProtection' in content)
        this.take(
          await recorder.recordProtection({
            state: this.state,
            command: content.ofProtection,
            signature: content.signature,
          }),
        );
      await agency.databases.main.query(`UPDATE outbox SET done_at = now() WHERE message_id = $1`, [id]);
    }
  }

  /** Lets the time pass, woken as the workflow is. */
  async pass(ms: number): Promise<void> {
    const end = addMs(agency.now, ms);
    for (let at = nextWaking(this.state); at !== null && at <= end; at = nextWaking(this.state)) {
      agency.now = at;
      const ring = {
        name: 'ring',
        id: `ring-${this.state.version}`,
        actor: { kind: 'system' },
        at,
        params: {},
      };
      this.take(
        await recorder.recordProtection({ state: this.state, command: ring as never, signature: null }),
      );
    }
    agency.now = end;
  }

  async handedTo(unit: string, officer: string): Promise<this> {
    await this.act('desk-1', 'accept', { unit });
    await this.act(`head-${unit}`, 'assign', { officer, reason: text });
    return this;
  }

  async closed(): Promise<this> {
    await this.act('officer-finance-1', 'record-finding', { finding: 'substantiated', text });
    await this.act('officer-finance-1', 'submit-report', { report: text });
    await this.act('governor', 'decide', { decision: 'corrective', text });
    await this.act('desk-1', 'notify-outcome', { outcome: text });
    await this.act('desk-1', 'close', {});
    await this.relay();
    return this;
  }

  async mails(): Promise<string[]> {
    const rows: { template: string; recipient: string }[] = await agency.databases.main.query(
      `SELECT template, recipient FROM mail_outbox WHERE reference = $1`,
      [this.reference],
    );
    return rows.map(({ template, recipient }) => `${template} to ${recipient}`);
  }
}

const investigated = async () => (await ProtectedCase.opened()).handedTo('finance', 'officer-finance-1');

/** What casework reads with the grant, or null. */
async function readBy(who: string, { reference }: ProtectedCase): Promise<string | null> {
  const { keys } = agency.databases;
  const grant = await readLiveIdentityGrant(keys, { asker: who, reference, purpose: 'identity' }, agency.now);
  if (grant === null) return null;
  const { recipientKeyId: keyId, sealed } = grant;
  const granted = { purpose: grantPurpose(grant), keyId, sealed };
  const dataKey = await agency.apps.holder('casework').openDataKey(granted);
  const [row]: { id: string; ciphertext: Buffer }[] = await manager().query(
    `SELECT id, ciphertext FROM sealed_text WHERE reference = $1 AND kind = 'identity'`,
    [reference],
  );
  return openText(dataKey, `${reference}|identity|identity|${row!.id}`, row!.ciphertext);
}

describe('the protection of a complainant', () => {
  it('begins with the case: the custodians have the risk to assess, and the ledger and view are in step', async () => {
    const one = await ProtectedCase.opened();
    expect(await readProtection(manager(), one.reference)).toEqual(one.state);
    const entries = await readStream(manager(), protectionStream(one.reference));
    expect(replayProtection(entries.map(toProtectionEvent))).toEqual(one.state);
    expect(await one.mails()).toEqual(
      expect.arrayContaining(['new-task to staff:custodian-1', 'new-task to staff:custodian-2']),
    );
    const tasks: { kind: string; matter: string }[] = await manager().query(
      `SELECT kind, matter FROM task WHERE reference = $1 ORDER BY kind`,
      [one.reference],
    );
    expect(tasks).toEqual([
      { kind: 'assess-risk', matter: `protection-${one.reference}` },
      { kind: 'screen', matter: 'complaint' },
    ]);
  });

  it('knows whether the complainant works for the agency, and nobody but the worker knows who', async () => {
    const name = 'นางสาววริศรา ทุ่งนนทรี';
    const one = await ProtectedCase.opened({ identity: { mode: 'confidential', name } });
    expect(one.state.isStaff).toBe(true);
    const again = await ProtectedCase.opened({ identity: { mode: 'confidential', name } });
    const tokens: { token: string }[] = await manager().query(
      `SELECT token FROM protected_staff WHERE protection = ANY($1::text[])`,
      [[one.reference, again.reference]],
    );
    const asCasework = pseudonyms(agency.apps.secret('subjects-token'))('person', 'officer-finance-1');
    // Two complaints of the same person have nothing in common.
    expect(new Set([asCasework, ...tokens.map(({ token }) => token)]).size).toBe(3);
    expect(() => agency.apps.secret('protected-staff')).toThrow(/does not hold/);
  });

  it('has the risk of who says to work for the agency assessed anew, by a mail as of any assessment', async () => {
    const one = await ProtectedCase.opened({ identity: { mode: 'anonymous' } });
    await one.relay();
    await one.give('custodian-1', 'assess-risk', { level: 'low', factors: [], assessment: text });
    const mailed = await one.mails();
    const { reference, filed } = one;
    const word = { idempotencyKey: 'a-key-of-the-complainant-0002', worksHere: true };
    expect(await tellEmployment(reference, filed.receiptCode, word, deps())).toEqual({ at: agency.now });
    await one.relay();
    expect(one.state).toMatchObject({ isStaff: true, employment: { worksHere: true, nameFits: false } });
    const entries = await readStream(manager(), protectionStream(reference));
    expect(entries.find(({ type }) => type === 'EmploymentTold')?.body).toBe('{"worksHere":true}');
    expect(replayProtection(entries.map(toProtectionEvent))).toEqual(one.state);
    expect(await readProtection(manager(), reference)).toEqual(one.state);
    expect((await one.mails()).slice(mailed.length).sort()).toEqual([
      'new-task to staff:custodian-1',
      'new-task to staff:custodian-2',
    ]);
    const wrong = '0000-0000-0000-0000-0000';
    expect(await tellEmployment(reference, wrong, word, deps())).toBeNull();
  });

  it('records a command once, however often it is given', async () => {
    const one = await ProtectedCase.opened();
    const signed = one.signed('custodian-1', 'assess-risk', { level: 'low', factors: [], assessment: text });
    const before = one.state;
    const first = one.take(await recorder.recordProtection({ state: before, ...signed }));
    const again = await recorder.recordProtection({ state: before, ...signed });
    expect(again).toMatchObject({ isRepeat: true, events: first.events });
  });

  it('refuses what no app signed for this very person', async () => {
    const [one, other] = [await ProtectedCase.opened(), await ProtectedCase.opened()];
    const signed = other.signed('custodian-1', 'assess-risk', {
      level: 'low',
      factors: [],
      assessment: text,
    });
    const { refusal } = await recorder.recordProtection({ state: one.state, ...signed });
    expect(refusal?.code).toBe('SignatureInvalid');
  });

  it('begins for a witness once one is named', async () => {
    const one = await investigated();
    await one.act('officer-finance-1', 'name-witness', { witness: text });
    const witness = await readProtection(manager(), `${one.reference}-w1`);
    expect(witness).toMatchObject({ person: 'witness', reference: one.reference, mayBeMailed: false });
  });
});

describe('access to an identity', () => {
  it('lets the asker alone read, from the approval of a custodian until its time is over', async () => {
    const one = await investigated();
    await one.give('officer-finance-1', 'ask-for-identity', plea);
    expect(await readBy('officer-finance-1', one)).toBeNull();
    await one.give('custodian-1', 'decide-access', { access: 1, approved: true });
    expect(await readBy('officer-finance-1', one)).toContain('นางสาวสมใจ รักความลับ');
    expect(await readBy('custodian-1', one)).toBeNull();
    await one.pass(25 * HOUR_MS);
    expect(await readBy('officer-finance-1', one)).toBeNull();
    const left: unknown[] = await agency.databases.keys.query(
      `SELECT 1 FROM identity_grant WHERE reference = $1`,
      [one.reference],
    );
    expect(left).toEqual([]);
  });

  it('is sealed again by the clock of who reads, even while the worker is away', async () => {
    const one = await investigated();
    await one.give('officer-finance-1', 'ask-for-identity', plea);
    await one.give('custodian-1', 'decide-access', { access: 1, approved: true });
    agency.now = addMs(agency.now, 25 * HOUR_MS);
    expect(await readBy('officer-finance-1', one)).toBeNull();
  });

  it('ends with the accusation of the asker, whom the case has kept out since', async () => {
    const one = await investigated();
    await one.give('officer-finance-1', 'ask-for-identity', plea);
    await one.give('custodian-1', 'decide-access', { access: 1, approved: true });
    const token = pseudonyms(agency.worker.secret('subjects-token'))('person', 'officer-finance-1');
    await one.act('desk-1', 'add-accused', { persons: [token], units: [], subject: text });
    await one.relay();
    expect(one.state.accesses[0]?.status).toBe('ended');
    expect(await readBy('officer-finance-1', one)).toBeNull();
  });

  it('makes the grant after a crash between the ledger and the keys', async () => {
    const one = await investigated();
    await one.give('officer-finance-1', 'ask-for-identity', plea);
    const before = one.state;
    const signed = one.signed('custodian-2', 'decide-access', { access: 1, approved: true });
    one.take(await recorder.recordProtection({ state: before, ...signed }));
    await agency.databases.keys.query(`DELETE FROM identity_grant`);
    await recorder.recordProtection({ state: before, ...signed });
    expect(await readBy('officer-finance-1', one)).toContain('สมใจ');
  });
});

describe('the year after a case', () => {
  const reply = { idempotencyKey: 'a-key-of-the-complainant-0001', subject: 'ถูกกลั่นแกล้ง' };
  const answered = (one: ProtectedCase, rest: { answer: 'well' | 'worried' | 'harmed'; text?: string }) =>
    answerCheckIn(one.reference, one.filed.receiptCode, { ...reply, ...rest }, deps());

  it('asks on the days of the pack, by a mail that says nothing', async () => {
    const one = await (await investigated()).closed();
    await one.give('custodian-1', 'assess-risk', { level: 'low', factors: [], assessment: text });
    for (const days of [31, 61, 91, 186]) {
      await one.pass(days * DAY_MS);
      expect(isRefusal(await answered(one, { answer: 'well' }))).toBe(false);
      reply.idempotencyKey = `${reply.idempotencyKey}x`;
      await one.relay();
    }
    expect(one.state.checkIns.map(({ answer }) => answer)).toEqual(['well', 'well', 'well', 'well']);
    expect(one.state.endedAt).not.toBeNull();
    expect((await one.mails()).filter((mail) => mail.startsWith('check-in'))).toHaveLength(4);
  });

  it('opens a case of retaliation at once for who was harmed, past everybody who had the first case', async () => {
    const one = await (await investigated()).closed();
    await one.pass(31 * DAY_MS);
    const first = await answered(one, { answer: 'harmed', text: 'ถูกย้ายออกจากตำแหน่ง' });
    const again = await answered(one, { answer: 'harmed', text: 'ถูกย้ายออกจากตำแหน่ง' });
    if (first === null || isRefusal(first) || first.retaliation === null) throw new Error('no retaliation');
    expect(again).toMatchObject({ retaliation: { reference: first.retaliation.reference } });
    await one.relay();
    expect(one.state.checkIns[0]).toMatchObject({ answer: 'harmed', status: 'settled' });

    const second = await ProtectedCase.of(first.retaliation);
    expect(second.complaint).toMatchObject({ category: 'retaliation', isIntegrity: true });
    const tokenOf = pseudonyms(agency.worker.secret('subjects-token'));
    const bypassed = second.complaint.excluded.map(({ token }) => token);
    for (const id of ['officer-finance-1', 'head-finance', 'head-office'])
      expect(bypassed).toContain(tokenOf('person', id));
    expect(bypassed).toContain(tokenOf('unit', 'finance'));
    expect(bypassed).not.toContain(tokenOf('person', 'desk-1'));
    const { receiptCode } = first.retaliation;
    expect(await openCase(second.reference, receiptCode, deps())).not.toBeNull();
  });

  it('takes no answer with a wrong code', async () => {
    const one = await ProtectedCase.opened();
    const wrong = '0000-0000-0000-0000-0000';
    expect(await answerCheckIn(one.reference, wrong, { ...reply, answer: 'well' }, deps())).toBeNull();
  });
});

describe('personnel actions', () => {
  it('come up where they meet somebody who is protected, and leave all others alone', async () => {
    const name = 'นายปัณณวัฒน์ ช้างทูนกิจ';
    const one = await ProtectedCase.opened({ identity: { mode: 'confidential', name } });
    const again = await ProtectedCase.opened({ identity: { mode: 'confidential', name } });
    for (const each of [one, again]) await each.relay();
    for (const staff of ['officer-finance-2', 'officer-strategy-1'])
      await manager().query(
        `INSERT INTO personnel_action (staff, kind, taken_on, source, recorded_by, recorded_at)
         VALUES ($1, 'transfer', '2026-02-03', 'คำสั่งที่ 12/2569', 'custodian-1', now())`,
        [staff],
      );
    const finder = new PersonnelActionFinder(agency.databases, agency.worker, agency.time);
    expect(await finder.lookAtSome()).toBe(2);
    expect(await finder.lookAtSome()).toBe(0);
    for (const each of [one, again]) {
      await each.relay();
      expect(each.state.personnelActions).toMatchObject([
        { kind: 'transfer', on: '2026-02-03', isJustified: null },
      ]);
    }
  });

  it('come up also where the protection is from before each had a token of its own', async () => {
    const name = 'นางสาววริศรา ทุ่งนนทรี';
    const one = await ProtectedCase.opened({ identity: { mode: 'confidential', name } });
    const key = agency.worker.secret('protected-staff');
    const tokenOf = async (): Promise<unknown> =>
      manager().query(`SELECT token FROM protected_staff WHERE protection = $1`, [one.reference]);
    const now = await tokenOf();
    const before = (staff: string): string => pseudonyms(key)('person', staff);
    await manager().query(`UPDATE protected_staff SET token = $2 WHERE protection = $1`, [
      one.reference,
      before('officer-finance-1'),
    ]);
    const runner = agency.databases.main.createQueryRunner();
    const Migration = protectedStaffTokens(before, (...who) => protectedStaffToken(key, ...who));
    await new Migration().up(runner);
    await runner.release();
    expect(await tokenOf()).toEqual(now);
  });
});
