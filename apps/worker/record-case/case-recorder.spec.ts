import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command, CommandParams } from '#domain/complaint/command.js';
import { text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { receive, replay } from '#domain/complaint/evolve.js';
import { storeText, openerOf } from '#filing/case-texts.js';
import { openPayload } from '#filing/outbox-payload.js';
import { readState } from '#persistence/case-view-store.js';
import { readCommandsOf } from '#persistence/outbox-store.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { signCommand } from '#vault/signature.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import type { Recorded } from '#workflows/complaint/complaint.ports.js';
import { AgencyForTests } from '../../../test/support/agency.js';
import { absorb } from '../../../workflows/complaint/absorb.js';
import { CaseRecorder } from './case-recorder.js';

let agency: AgencyForTests;
let recorder: CaseRecorder;
beforeAll(async () => {
  agency = await AgencyForTests.open();
  recorder = new CaseRecorder(agency.databases, agency.worker);
}, 60_000);
afterAll(() => agency?.close());

const rows = <T = Record<string, unknown>>(table: string, reference: string): Promise<T[]> =>
  agency.databases.main.query(`SELECT * FROM ${table} WHERE reference = $1`, [reference]);

/** A case and the state that its workflow would hold. */
class WorkedCase {
  constructor(
    readonly reference: string,
    public state: ComplaintState,
  ) {}

  static async opened(changes: Parameters<AgencyForTests['file']>[0] = {}): Promise<WorkedCase> {
    const first = await agency.file(changes);
    const one = new WorkedCase(first.body.reference, receive(first));
    one.take(await recorder.open({ state: one.state, at: agency.now }));
    return one;
  }

  take(recorded: Recorded): Recorded {
    this.state = absorb(this.state, recorded);
    return recorded;
  }

  async give<N extends UpdateName>(who: string, name: N, params: CommandParams[N]): Promise<Recorded> {
    const signed = agency.signed(this.reference, who, name, params);
    return this.take(await recorder.record({ state: this.state, ...signed }));
  }

  ledger(): Promise<ComplaintEvent[]> {
    return agency.ledger(this.reference);
  }
}

describe('recording a case', () => {
  it('opens it: clocks run, the desk has its task and the complainant a mail, all together', async () => {
    const one = await WorkedCase.opened();
    expect(one.state.clocks.length).toBeGreaterThan(0);
    expect(replay(await one.ledger())).toEqual(one.state);
    expect(await readState(agency.databases.main.manager, one.reference)).toEqual(one.state);
    expect(await rows('task', one.reference)).toMatchObject([{ kind: 'screen', role: 'central-desk' }]);
    const mails = await rows<{ recipient: string; template: string }>('mail_outbox', one.reference);
    expect(mails.map(({ template, recipient }) => `${template} to ${recipient}`).sort()).toEqual([
      `acknowledgement to complainant:${one.reference}`,
      'new-task to staff:desk-1',
      'new-task to staff:desk-2',
    ]);
  });

  it('keeps out from the first moment whoever is named in the sealed words of the filing', async () => {
    const { reference, state } = await WorkedCase.opened({ accused: [{ staffId: 'desk-1' }] });
    const token = pseudonyms(agency.worker.secret('subjects-token'))('person', 'desk-1');
    expect(state.excluded).toEqual([{ token, because: 'automatic-match' }]);
    const mails = await rows<{ recipient: string }>('mail_outbox', reference);
    expect(mails.map(({ recipient }) => recipient)).not.toContain('staff:desk-1');
  });

  it('leads a case through its life, with the ledger, the view and the folded state in step', async () => {
    const one = await WorkedCase.opened();
    await one.give('desk-1', 'accept', { unit: 'human-resources' });
    await one.give('head-human-resources', 'assign', { officer: 'officer-human-resources-1' });
    await one.give('officer-human-resources-1', 'record-finding', { finding: 'substantiated', text });
    await one.give('officer-human-resources-1', 'submit-report', { report: text });
    await one.give('governor', 'decide', { decision: 'corrective', text });
    await one.give('desk-1', 'notify-outcome', { outcome: text });
    await one.give('desk-1', 'close', {});
    expect(one.state.status).toBe('closed');
    expect(replay(await one.ledger())).toEqual(one.state);
    expect(await readState(agency.databases.main.manager, one.reference)).toEqual(one.state);
    expect(await rows('task', one.reference)).toEqual([]);
  });

  it('records a command once, however often and from however old a state it is given', async () => {
    const one = await WorkedCase.opened();
    const signed = agency.signed(one.reference, 'desk-1', 'accept', { unit: 'finance' });
    const before = one.state;
    const first = one.take(await recorder.record({ state: before, ...signed }));
    const again = await recorder.record({ state: before, ...signed });
    expect(again).toMatchObject({ isRepeat: true, events: first.events, missed: first.events });
    expect(absorb(before, again)).toEqual(one.state);
    const later = await recorder.record({ state: one.state, ...signed });
    expect(later).toMatchObject({ isRepeat: true, events: first.events, missed: [] });
    expect(replay(await one.ledger())).toEqual(one.state);
  });

  it('brings a run that lost entries up to the ledger before it decides', async () => {
    const one = await WorkedCase.opened();
    const behind = one.state;
    await one.give('desk-1', 'accept', { unit: 'finance' });
    const officer = 'officer-finance-1';
    const signed = agency.signed(one.reference, 'head-finance', 'assign', { officer });
    const recorded = await recorder.record({ state: behind, ...signed });
    expect(recorded.missed.map(({ type }) => type)).toContain('ComplaintAccepted');
    expect(recorded.events).toMatchObject([{ type: 'CaseAssigned' }, { type: 'ClocksReckoned' }]);
    expect(absorb(behind, recorded)).toEqual(replay(await one.ledger()));
  });

  it('records once when the same command comes twice at the same moment', async () => {
    const { reference, state } = await WorkedCase.opened();
    const signed = agency.signed(reference, 'desk-1', 'add-note', { note: text });
    const both = await Promise.all([1, 2].map(() => recorder.record({ state, ...signed })));
    expect(both.map(({ isRepeat }) => isRepeat).sort()).toEqual([false, true]);
    expect((await agency.ledger(reference)).filter(({ type }) => type === 'NoteAdded')).toHaveLength(1);
  });

  it('refuses what no app signed, and leaves nothing behind', async () => {
    const one = await WorkedCase.opened();
    const version = one.state.version;
    const { command, signature } = agency.signed(one.reference, 'desk-1', 'add-note', { note: text });
    const forged = [
      { command: { ...command, actor: { kind: 'staff', id: 'governor' } } as typeof command, signature },
      { command, signature: Buffer.alloc(64).toString('base64') },
      { command, signature: null },
    ];
    const other = (await WorkedCase.opened()).state;
    const answers = [
      ...(await Promise.all(forged.map((one_) => recorder.record({ state: one.state, ...one_ })))),
      await recorder.record({ state: other, command, signature }),
      await recorder.record({
        state: one.state,
        command,
        signature: signCommand(agency.worker.signer('ledger-signing'), one.reference, command),
      }),
    ];
    expect(answers.map(({ refusal }) => refusal?.code)).toEqual(Array(5).fill('SignatureInvalid'));
    expect(await one.ledger()).toHaveLength(version);
  });

  it('refuses by the rules and leaves nothing behind', async () => {
    const one = await WorkedCase.opened();
    const version = one.state.version;
    const recorded = await one.give('officer-finance-1', 'add-note', { note: text });
    expect(recorded).toMatchObject({ refusal: { code: 'CaseUnknown' }, events: [] });
    expect(await one.ledger()).toHaveLength(version);
  });

  it('keeps whoever is accused in one case away from the cases linked with it, before and after linking', async () => {
    const [leader, follower] = [await WorkedCase.opened(), await WorkedCase.opened()];
    const tokenOf = (id: string): string => pseudonyms(agency.worker.secret('subjects-token'))('person', id);
    const accuse = (one: WorkedCase, id: string): Promise<Recorded> =>
      one.give('desk-1', 'add-accused', { persons: [tokenOf(id)], units: [], subject: text });
    await accuse(leader, 'officer-finance-1');
    await accuse(follower, 'officer-finance-2');
    await follower.give('desk-1', 'link', { leader: leader.reference });
    await deliver(leader);
    await accuse(leader, 'desk-2');
    await deliver(follower);
    await deliver(leader);
    const everybody = ['desk-2', 'officer-finance-1', 'officer-finance-2'].map(tokenOf).sort();
    for (const one of [leader, follower]) {
      expect(one.state.excluded.map(({ token }) => token).sort()).toEqual(everybody);
      expect(replay(await one.ledger())).toEqual(one.state);
    }
  });

  it('weighs, for whoever assigns, only the loads of cases that exist for them', async () => {
    const officer = 'officer-public-services-1';
    const accepted = async (): Promise<WorkedCase> => {
      const one = await WorkedCase.opened();
      await one.give('desk-1', 'accept', { unit: 'public-services' });
      return one;
    };
    const hidden = await accepted();
    await hidden.give('head-public-services', 'assign', { officer });
    await hidden.give('head-public-services', 'declare-conflict', { ground: 'relative' });
    expect(hidden.state.officer).toBe(officer);
    const next = await accepted();
    expect((await next.give('governor', 'assign', { officer })).refusal?.code).toBe('OverrideNeedsReason');
    expect((await next.give('head-public-services', 'assign', { officer })).refusal).toBeUndefined();
  });

  it('keeps out whoever a later message names, before anybody is told of the message', async () => {
    const one = await WorkedCase.opened();
    await one.give('desk-1', 'accept', { unit: 'finance' });
    await one.give('head-finance', 'assign', { officer: 'officer-finance-1', reason: text });
    const { main, keys } = agency.databases;
    const matches = await storeText(
      { manager: main.manager, keys },
      openerOf(agency.apps, 'casework'),
      {
        reference: one.reference,
        purpose: 'subjects',
        kind: 'matches',
        author: 'complainant',
        createdAt: agency.now,
      },
      JSON.stringify({ persons: ['officer-finance-1'], units: [] }),
    );
    const before = await rows('mail_outbox', one.reference);
    await one.give('complainant', 'answer-or-write', { message: text, matches });
    expect(one.state).toMatchObject({ officer: null, status: 'accepted', unansweredMessages: 1 });
    const after = await rows<{ recipient: string }>('mail_outbox', one.reference);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(before.length).map(({ recipient }) => recipient)).not.toContain(
      'staff:officer-finance-1',
    );
    expect(await rows('task', one.reference)).not.toContainEqual(
      expect.objectContaining({ person: 'officer-finance-1' }),
    );
  });

  it('takes no word about linked cases that the worker did not sign', async () => {
    const one = await WorkedCase.opened();
    const command: Command<'take-exclusions'> = {
      name: 'take-exclusions',
      id: 'forged',
      actor: { kind: 'system' },
      at: agency.now,
      params: { exclusions: [{ token: 'p_desk', because: 'accused' }] },
    };
    const signature = signCommand(agency.apps.signer('casework-signing'), one.reference, command);
    const forged = await recorder.record({ state: one.state, command, signature });
    expect(forged.refusal?.code).toBe('SignatureInvalid');
  });
});

/** What waits for the case in the outbox, taken as the relay would bring it. */
async function deliver(one: WorkedCase): Promise<void> {
  const { manager } = agency.databases.main;
  const commands = await readCommandsOf(manager, one.reference);
  for (const { messageId, payload } of commands) {
    const content = openPayload(agency.worker.secrets('codec'), messageId, payload);
    if ('command' in content) one.take(await recorder.record({ state: one.state, ...content }));
  }
}
