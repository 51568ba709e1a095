import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { evolve, replay } from '#domain/complaint/evolve.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { addMs, DAY_MS, epochMs, instantOf } from '#domain/time/instant.js';
import { ComplaintStage, type StagedCase } from '../../test/support/complaint-stage.js';

let stage: ComplaintStage;
beforeAll(async () => {
  stage = await ComplaintStage.open();
}, 120_000);
afterAll(() => stage?.close());

async function accepted(): Promise<StagedCase> {
  const one = await stage.file();
  await one.give('desk', 'accept', { unit: 'finance' });
  return one;
}

describe('a complaint workflow', () => {
  it('leads a complaint from filing to its end over virtual months, in at most a hundred events', async () => {
    const one = await stage.file();
    await one.leadToClosing();
    expect((await one.state()).status).toBe('closed');
    await one.after(40);
    await one.handle.result();
    expect(one.types).toContain('CaseFinalised');
    expect(await one.state()).toEqual(replay(one.events));
    expect((await one.handle.describe()).historyLength).toBeLessThanOrEqual(100);
    const late = await one.give('desk', 'add-note', { note: text });
    expect(late).toMatchObject({ code: 'NotPossibleInThisStatus', params: { status: 'final' } });
  });

  it('reminds and escalates at the times that the clocks set, when nobody acts', async () => {
    const one = await stage.file();
    await one.after(0.01);
    const { clocks } = await one.state();
    const due = clocks.flatMap(({ id, alarms }) => alarms.map(({ at, kind }) => ({ id, at, kind })));
    expect(due.length).toBeGreaterThan(2);
    await one.after(30);
    const rung = one.events.filter(
      (event): event is ComplaintEvent<'ReminderRung' | 'EscalationRung' | 'ClockExpired'> =>
        ['ReminderRung', 'EscalationRung', 'ClockExpired'].includes(event.type),
    );
    expect(rung.map(({ body }) => body.clock)).toEqual(expect.arrayContaining(due.map(({ id }) => id)));
    for (const { id, at } of due) {
      const heard = rung
        .filter(({ body }) => body.clock === id)
        .map((event) => epochMs(event.at) - epochMs(at));
      expect(heard.some((late) => late >= 0 && late < 5_000)).toBe(true);
    }
    expect(one.types).not.toContain('ComplaintAccepted');
  });

  it('gives a repeated command its first answer and records it once', async () => {
    const one = await stage.file();
    const first = await one.give('desk', 'accept', { unit: 'finance' }, 'same');
    expect(await one.give('desk', 'accept', { unit: 'finance' }, 'same')).toEqual(first);
    expect(one.types.filter((type) => type === 'ComplaintAccepted')).toHaveLength(1);
  });

  it('refuses what the state forbids and what the rules forbid, with their codes', async () => {
    const one = await accepted();
    const early = await one.give('officer', 'submit-report', { report: text });
    expect(early).toBeInstanceOf(Refusal);
    expect(early).toMatchObject({ code: 'NotPossibleInThisStatus', params: { status: 'accepted' } });
    const wrong = await one.give('finance-head', 'assign', { officer: 'works-officer' });
    expect(wrong).toMatchObject({ code: 'OfficerNotAvailable' });
  });

  it('deals with commands that arrive together one after the other', async () => {
    const one = await accepted();
    const notes = ['desk', 'desk-two', 'finance-head', 'auditor'];
    await Promise.all(notes.map((who) => one.give(who, 'add-note', { note: text })));
    expect(one.types.filter((type) => type === 'NoteAdded')).toHaveLength(notes.length);
    expect(await one.state()).toEqual(replay(one.events));
  });

  it('continues as new when its history is long, and still knows a command given before', async () => {
    const one = await stage.file({ continueAsNewAfter: 12 });
    const before = (await one.handle.describe()).runId;
    const first = await one.give('desk', 'accept', { unit: 'finance' }, `${one.reference}-accept`);
    for (let note = 0; note < 6; note++) await one.give('desk', 'add-note', { note: text });
    expect((await one.handle.describe()).runId).not.toBe(before);
    expect(await one.give('desk', 'accept', { unit: 'finance' }, `${one.reference}-accept`)).toEqual(first);
    await one.after(40);
    expect(one.types).toContain('EscalationRung');
    expect(await one.state()).toEqual(replay(one.events));
  });

  it('waits for a database that is away and records once, also when the answer was lost', async () => {
    const one = await stage.file();
    stage.ledger.failBefore.push('accept', 'accept');
    stage.ledger.failAfter.push('accept', 'assign');
    await one.give('desk', 'accept', { unit: 'finance' });
    await one.give('finance-head', 'assign', { officer: 'officer' });
    expect(one.types.filter((type) => type === 'ComplaintAccepted' || type === 'CaseAssigned')).toHaveLength(
      2,
    );
    expect(await one.state()).toEqual(replay(one.events));
  });

  it('takes in what the ledger holds beyond its own history', async () => {
    const one = await accepted();
    const ahead = await one.state();
    const lost: ComplaintEvent = {
      type: 'CaseAssigned',
      schemaVersion: 1,
      at: ahead.lastEventAt,
      actor: 'staff:finance-head',
      body: { officer: 'officer', unit: 'finance' },
    };
    stage.ledger.append(one.reference, lost);
    const seen = evolve(ahead, lost).actedVersion;
    await one.give('officer', 'record-finding', { finding: 'inconclusive', text }, undefined, seen);
    expect((await one.state()).status).toBe('fact-finding');
    expect(await one.state()).toEqual(replay(one.events));
  });

  it('keeps commands given while no worker runs', async () => {
    const one = await accepted();
    await stage.stopWorker();
    const answer = one.give('finance-head', 'assign', { officer: 'officer' });
    await stage.startWorker();
    expect(await answer).toMatchObject([{ type: 'CaseAssigned' }]);
  }, 90_000);

  it('counts from the filing when the clock of the filing runs ahead of its own', async () => {
    const filedAt = addMs(instantOf(Date.now()), 100 * DAY_MS);
    const one = await stage.file({}, filedAt);
    await one.after(8);
    const [rung] = one.events.filter(({ type }) => type === 'EscalationRung');
    expect(rung).toBeDefined();
    expect(epochMs(rung!.at) - epochMs(filedAt)).toBeLessThan(9 * DAY_MS);
  });

  it('leaves nothing readable in its history but its id, search attributes and failure types', async () => {
    const one = await stage.file();
    const planted = { id: 'planted-text', hash: 'planted-hash' };
    stage.ledger.failBefore.push('accept');
    await one.give('desk', 'accept', { unit: 'finance', note: planted });
    await one.give('planted-person', 'add-note', { note: planted });
    await one.give('finance-head', 'assign', { officer: 'planted-officer', reason: planted });
    const raw = Buffer.from(JSON.stringify(await one.handle.fetchHistory()));
    const { history } = await stage.temporal.client.workflowService.getWorkflowExecutionHistory({
      namespace: 'prongsai',
      execution: { workflowId: one.handle.workflowId },
    });
    const decoded = JSON.stringify(history, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const word of ['planted', 'database went away', 'officer', 'corrective', 'confidential']) {
      expect(raw.includes(word)).toBe(false);
      expect(decoded.includes(word)).toBe(false);
    }
    expect(decoded).toContain('Refusal');
    expect(decoded).toContain(one.reference);
  });

  it('shows in Temporal where the case stands and what is due next', async () => {
    const one = await accepted();
    const { typedSearchAttributes } = await one.handle.describe();
    const shown = Object.fromEntries(
      typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect(shown).toMatchObject({
      ProngsaiStatus: 'accepted',
      ProngsaiUnit: 'finance',
      ProngsaiPolicy: 'hash',
    });
    expect(shown['ProngsaiNextDue']).toBeInstanceOf(Date);
  });
});
