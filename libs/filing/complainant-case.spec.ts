import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { appendEvents } from '#persistence/case-ledger-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { insertOutbox, readOutbox } from '#persistence/outbox-store.js';
import { transaction } from '#persistence/data-source.js';
import { addStaff } from '#persistence/staff-store.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { verifyCommand } from '#vault/signature.js';
import { DEMONSTRATION_PEOPLE, demonstrationStaff } from '../../infra/start/demonstration-people.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import { readTexts, storeText, openerOf } from './case-texts.js';
import { openCase } from './complainant-case.js';
import { fileComplaint, type FilingDependencies } from './file-complaint.js';
import { isFilingRefused, type FilingAnswer } from './filing-answer.js';
import { complaintInput, filingRequest, intakeDependencies, ON_SATURDAY } from './filing.builder.js';
import { filingContext } from './filing-context.js';
import {
  type ComplainantCommand,
  isComplainants,
  openPayload,
  type OutboxPayload,
  sealPayload,
} from './outbox-payload.js';
import { OutboxRelay, type WorkflowPort } from './outbox-relay.js';
import { type Written, writeToCase } from './write-to-case.js';

let databases: TestDatabases;
let deps: FilingDependencies & ComplainantDependencies;
let one: FilingAnswer;
beforeAll(async () => {
  databases = await testDatabases();
  deps = intakeDependencies(databases, KEYS_OF.intake);
});
afterAll(() => databases.close());
beforeEach(async () => {
  const answer = await fileComplaint(filingRequest(), deps);
  if (isFilingRefused(answer)) throw new Error(answer.refused);
  one = answer;
});

/** Temporal's part: what came, and how it answers. */
function workflows(answer: 'takes' | 'unreachable' | Refusal = 'takes'): WorkflowPort & { came: string[] } {
  const came: string[] = [];
  return {
    came,
    startComplaint: async ({ body }) => {
      if (answer === 'unreachable') return 'unreachable';
      came.push(`start ${body.reference}`);
      return 'started';
    },
    sendCommand: async (reference, command, signature) => {
      if (answer === 'unreachable') return 'unreachable';
      expect(verifyCommand(deps.keyring, reference, command, signature)).toBe(true);
      came.push(`${command.name} ${reference}`);
      return answer === 'takes' ? [] : answer;
    },
    startProtection: async ({ body }) => {
      if (answer === 'unreachable') return 'unreachable';
      came.push(`protect ${body.id}`);
      return 'started';
    },
    startRetention: async () => (answer === 'unreachable' ? answer : 'started'),
    sendToRetention: async () => (answer === 'takes' ? [] : answer),
    startDataRequest: async () => (answer === 'unreachable' ? answer : 'started'),
    sendToDataRequest: async () => (answer === 'takes' ? [] : answer),
    sendToProtection: async (id, command) => {
      if (answer === 'unreachable') return 'unreachable';
      came.push(`${command.name} ${id}`);
      return answer === 'takes' ? [] : answer;
    },
  };
}

const relay = (port: WorkflowPort, at = ON_SATURDAY): OutboxRelay =>
  new OutboxRelay({
    main: databases.main,
    codecKeys: () => deps.keyring.secrets('codec'),
    time: { now: () => at },
    port,
  });

const record = (events: ComplaintEvent[]): Promise<unknown> =>
  transaction(databases.main, (manager) =>
    appendEvents(manager, `complaint-${one.reference}`, 1, 'command', events, databases.sealOf),
  );

describe('opening a case by its receipt code', () => {
  it('shows what was told to the complainant and nothing else', async () => {
    const opener = openerOf(openKeyring(databases.keysDir, ['casework']), 'casework');
    const store = (kind: string, text: string): Promise<{ id: string; hash: string }> =>
      storeText(
        { manager: databases.main.manager, keys: databases.keys },
        opener,
        {
          reference: one.reference,
          purpose: 'narrative',
          kind,
          author: 'staff:officer',
          createdAt: ON_SATURDAY,
        },
        text,
      );
    const question = await store('question', 'เกิดเหตุเมื่อใด');
    const note = await store('note', 'บันทึกภายใน');
    const at = { schemaVersion: 1, at: ON_SATURDAY, actor: 'staff:desk' } as const;
    await record([
      { ...at, type: 'NoteAdded', body: { note } },
      { ...at, type: 'InformationRequested', body: { question } },
    ]);
    const opened = await openCase(one.reference.toLowerCase(), one.receiptCode.replaceAll('-', ' '), deps);
    expect(opened?.texts).toEqual({ [question.id]: 'เกิดเหตุเมื่อใด' });
    expect(opened?.state).toMatchObject({
      reference: one.reference,
      version: 3,
      informationAskedAt: ON_SATURDAY,
    });
    expect(JSON.stringify(opened)).not.toContain('บันทึกภายใน');
  });

  it.each([
    [
      'apply-calendar',
      { holiday: { date: '2026-02-09', name: { th: 'พิเศษ', en: 'Special' } }, removed: false, reason: 'มติ' },
    ],
    ['take-exclusions', { exclusions: [] }],
  ] as const)('shows nothing of %s, which is the agency’s own, waiting or refused', async (name, params) => {
    const command = {
      name,
      params,
      id: randomUUID(),
      actor: { kind: 'system' },
      at: ON_SATURDAY,
    };
    const codec = deps.keyring.secret('codec');
    const content = { command, signature: '' } as unknown as OutboxPayload;
    const payload = sealPayload(codec, command.id, content);
    const { manager } = databases.main;
    await insertOutbox(
      manager,
      { messageId: command.id, reference: one.reference, kind: 'command', payload },
      ON_SATURDAY,
    );
    expect((await openCase(one.reference, one.receiptCode, deps))?.pending).toEqual([]);
    await manager.query(
      `UPDATE outbox SET done_at = now(), refused = 'NotPossibleInThisStatus' WHERE message_id = $1`,
      [command.id],
    );
    expect((await openCase(one.reference, one.receiptCode, deps))?.pending).toEqual([]);
  });

  it('answers a wrong code and an unknown reference alike', async () => {
    for (const [reference, code] of [
      [one.reference, '0000-0000-0000-0000-0000'],
      ['TRT-69-0000-0000', one.receiptCode],
      ['nonsense', ''],
    ] as const) {
      expect(await openCase(reference, code, deps)).toBeNull();
      const writing = { kind: 'message', text: 'x', idempotencyKey: 'k' } as const;
      expect(await writeToCase(reference, code, writing, deps)).toBeNull();
    }
  });
});

describe('writing to a case', () => {
  const message = { kind: 'message', text: 'เพิ่มเติม: วันที่ 1', idempotencyKey: 'first' } as const;

  it('is shown at once, and goes to the workflow after the start, signed, once', async () => {
    const written = await writeToCase(one.reference, one.receiptCode, message, deps);
    expect(await writeToCase(one.reference, one.receiptCode, message, deps)).toEqual(written);
    const opened = await openCase(one.reference, one.receiptCode, deps);
    expect(opened?.pending).toEqual([
      { command: 'answer-or-write', at: ON_SATURDAY, text: message.text, evidence: [], refused: null },
    ]);
    const port = workflows();
    await relay(port).drain();
    expect(port.came.filter((line) => line.endsWith(one.reference))).toEqual([
      `start ${one.reference}`,
      `answer-or-write ${one.reference}`,
    ]);
    expect(await relay(port).drain()).toBe(0);
  });

  it('with other words under the same key is refused', async () => {
    await writeToCase(one.reference, one.receiptCode, message, deps);
    const other = { ...message, text: 'อย่างอื่น' };
    expect(await writeToCase(one.reference, one.receiptCode, other, deps)).toBe('IdempotencyKeyReused');
    const opened = await openCase(one.reference, one.receiptCode, deps);
    expect(opened?.pending).toHaveLength(1);
  });

  it('at once from two tabs is one message', async () => {
    const both = await Promise.all(
      [1, 2].map(() => writeToCase(one.reference, one.receiptCode, message, deps)),
    );
    expect(both[0]).toEqual(both[1]);
    expect((await openCase(one.reference, one.receiptCode, deps))?.pending).toHaveLength(1);
  });

  it('is refused at once when the case does not allow it', async () => {
    const review = { kind: 'review', text: 'ขอทบทวน', idempotencyKey: 'r' } as const;
    const refusal = await writeToCase(one.reference, one.receiptCode, review, deps);
    expect(refusal).toMatchObject({ isRefusal: true, code: 'NotPossibleInThisStatus' });
    const withdrawal = { kind: 'withdrawal', wasPressed: true, idempotencyKey: 'w' } as const;
    expect(await writeToCase(one.reference, one.receiptCode, withdrawal, deps)).toMatchObject({
      at: ON_SATURDAY,
    });
    const calm = { ...withdrawal, wasPressed: false };
    expect(await writeToCase(one.reference, one.receiptCode, calm, deps)).toBe('IdempotencyKeyReused');
  });

  it('tells when the workflow refused it', async () => {
    await writeToCase(one.reference, one.receiptCode, message, deps);
    await relay(workflows(new Refusal('NotPossibleInThisStatus'))).drain();
    const opened = await openCase(one.reference, one.receiptCode, deps);
    expect(opened?.pending).toMatchObject([{ text: message.text, refused: 'NotPossibleInThisStatus' }]);
  });

  it('shows no pending message once the ledger has it', async () => {
    await writeToCase(one.reference, one.receiptCode, message, deps);
    await relay({
      ...workflows(),
      sendCommand: async (_, command) => {
        const body = command.name === 'answer-or-write' ? command.params : null;
        if (body !== null)
          await record([
            { type: 'MessageFromComplainant', schemaVersion: 1, at: ON_SATURDAY, actor: 'complainant', body },
          ]);
        return [];
      },
    }).drain();
    const opened = await openCase(one.reference, one.receiptCode, deps);
    expect(opened?.pending).toEqual([]);
    expect(Object.values(opened?.texts ?? {})).toEqual([message.text]);
  });
});

describe('naming somebody later', () => {
  it('leaves word for the worker of who is named, sealed, and none where nobody is', async () => {
    const colleague = demonstrationStaff(
      DEMONSTRATION_PEOPLE.find(({ id }) => id === 'desk-2')!,
      {
        passwordHash: null,
        createdAt: ON_SATURDAY,
      },
    );
    await addStaff(databases.main.manager, colleague);
    const answer = await fileComplaint(filingRequest(), deps);
    if (isFilingRefused(answer)) throw new Error(answer.refused);
    const { reference, receiptCode } = answer;
    const write = async (text: string): Promise<ComplainantCommand> => {
      const writing = { idempotencyKey: randomUUID(), kind: 'message', text } as const;
      const later = { ...deps, context: filingContext(databases.main.manager) };
      const written = (await writeToCase(reference, receiptCode, writing, later)) as Written;
      const row = await readOutbox(databases.main.manager, written.commandId);
      const content = openPayload(deps.keyring.secrets('codec'), written.commandId, row!.payload);
      if (!('command' in content) || !isComplainants(content.command)) throw new Error('No command.');
      return content.command;
    };
    expect((await write('ไม่มีชื่อใคร')).params.matches).toBeUndefined();
    const { matches } = (await write(`คือ ${colleague.name} นั่นเอง`)).params;
    const opener = openerOf(openKeyring(databases.keysDir, ['worker']), 'worker');
    const texts = await readTexts(
      { manager: databases.main.manager, keys: databases.keys },
      opener,
      reference,
      'subjects',
    );
    expect(JSON.parse(texts.find(({ id }) => id === matches?.id)!.text)).toEqual({
      persons: [colleague.id],
      units: [],
    });
  });
});

describe('the relay', () => {
  it('keeps everything while Temporal is away, and brings it once it is back', async () => {
    await relay(workflows()).drain();
    const complaint = complaintInput({ subject: 'อีกเรื่อง' });
    const answer = await fileComplaint(filingRequest({ complaint }), deps);
    const reference = isFilingRefused(answer) ? '' : answer.reference;
    expect(await relay(workflows('unreachable')).drain()).toBe(1);
    const back = workflows();
    expect(await relay(back).drain()).toBe(0);
    await relay(back, '2026-02-07T04:00:00.000Z').drain();
    expect(back.came).toEqual([`start ${reference}`]);
  });

  it('brings what was filed as soon as it is kicked, and stops when asked', async () => {
    await relay(workflows()).drain();
    const port = workflows();
    const running = relay(port);
    running.start();
    await fileComplaint(filingRequest(), deps);
    running.kick();
    for (let wait = 0; wait < 50 && port.came.length === 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await running.stop();
    expect(port.came).toHaveLength(1);
  });

  it('starts a workflow with entry 1 of the ledger', async () => {
    const [entry] = await readStream(databases.main.manager, `complaint-${one.reference}`);
    const starts: ComplaintEvent[] = [];
    const port: WorkflowPort = {
      ...workflows(),
      startComplaint: async (received) => {
        starts.push(received);
        return 'started';
      },
    };
    await relay(port, '2026-02-08T00:00:00.000Z').drain();
    expect(starts).toContainEqual(toEvent(entry!));
  });

  it('goes slowly, yet brings everything, while many are filing', async () => {
    await relay(workflows()).drain();
    for (const subject of ['หนึ่ง', 'สอง', 'สาม'])
      await fileComplaint(filingRequest({ complaint: complaintInput({ subject }) }), deps);
    const port = workflows();
    let [atOnce, most] = [0, 0];
    const running = new OutboxRelay({
      main: databases.main,
      codecKeys: () => deps.keyring.secrets('codec'),
      time: { now: () => ON_SATURDAY },
      isHurried: () => true,
      port: {
        ...port,
        startComplaint: async (received) => {
          most = Math.max(most, ++atOnce);
          await new Promise((resolve) => setTimeout(resolve, 20));
          atOnce -= 1;
          return port.startComplaint(received);
        },
      },
    });
    running.start();
    for (let wait = 0; wait < 250 && port.came.length < 3; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await running.stop();
    expect(port.came).toHaveLength(3);
    expect(most).toBe(1);
  });
});
