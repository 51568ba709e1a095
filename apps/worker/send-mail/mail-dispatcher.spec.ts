import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { receive } from '#domain/complaint/evolve.js';
import type { Notification } from '#domain/complaint/notifications.js';
import { addMs, DAY_MS } from '#domain/time/instant.js';
import { smtpMailer } from '#mail/mailer.js';
import { transaction } from '#persistence/data-source.js';
import { closeAccessLinks, mailAccessLink, openAccessLink } from '#persistence/access-link-store.js';
import { claimMail, enqueueMail } from '#persistence/mail-outbox-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import { queueRefusedMail } from '#persistence/refused-mail-store.js';
import { changeStaff } from '#persistence/staff-store.js';
import { sealDataKey } from '#vault/sealing.js';
import { beginDataRequest } from '#domain/data-request/evolve.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import { fileDataRequest } from '#filing/file-data-request.js';
import { filingContext } from '#filing/filing-context.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { readStream, toDataRequestEvent } from '#persistence/ledger-store.js';
import { AgencyForTests } from '../../../test/support/agency.js';
import { SmtpForTests } from '../../../test/support/smtp.js';
import { until } from '../../../test/support/until.js';
import { absorb } from '../../../workflows/complaint/absorb.js';
import { CaseRecorder } from '../record-case/case-recorder.js';
import { DataRequestRecorder } from '../record-data-request/data-request-recorder.js';
import { recordRefusal } from './delivery-record.js';
import { LetterWriter } from './letter-writer.js';
import { type DispatchOptions, MailDispatcher, retryDelay } from './mail-dispatcher.js';

let agency: AgencyForTests;
let smtp: SmtpForTests;
let dispatcher: MailDispatcher;

beforeAll(async () => {
  Logger.overrideLogger(false);
  agency = await AgencyForTests.open();
}, 60_000);
afterAll(() => agency?.close());

beforeEach(async () => {
  await agency.databases.main.query('DELETE FROM mail_outbox; DELETE FROM task');
  smtp = new SmtpForTests();
  await smtp.start();
  dispatcher = startDispatcher();
});
afterEach(async () => {
  smtp.release();
  await dispatcher.beforeApplicationShutdown();
  await smtp.stop();
});

function startDispatcher(options: DispatchOptions = {}): MailDispatcher {
  const urls = { caseworkUrl: 'http://casework.test', publicUrl: 'http://public.test' };
  const started = new MailDispatcher(
    agency.databases,
    new LetterWriter(agency.databases, agency.worker, urls, agency.time),
    smtpMailer(smtp.url),
    agency.time,
    options,
  );
  started.onApplicationBootstrap();
  return started;
}

/** A request for personal data that its workflow has opened, which tells the custodians of their task. */
async function openedDataRequest(): Promise<string> {
  const { databases, apps: keyring, time, now } = agency;
  const { manager } = databases.main;
  const filed = await fileDataRequest(
    {
      request: { name: 'นางสาวสมหญิง ขอข้อมูล', asked: 'ขอสำเนาข้อมูลของข้าพเจ้า', language: 'th' },
      idempotencyKey: 'request-told-by-mail-0001',
    },
    { databases, keyring, time, context: filingContext(manager) },
  );
  if ('refused' in filed) throw new Error(filed.refused);
  const [entry] = await readStream(manager, dataRequestStream(filed.reference));
  const state = beginDataRequest(toDataRequestEvent(entry!) as DataRequestEvent<'DataRequestReceived'>);
  await new DataRequestRecorder(databases, agency.worker).openDataRequest({ state, at: now });
  return filed.reference;
}

async function opened(changes: Parameters<AgencyForTests['file']>[0] = {}): Promise<string> {
  const first = await agency.file(changes);
  await new CaseRecorder(agency.databases, agency.worker).open({ state: receive(first), at: agency.now });
  return first.body.reference;
}

const limit = (): Notification['params'] => ({
  clock: 'preliminary-check',
  dueAt: agency.now,
  citation: 'resolution-2561',
  task: 'screen',
});
const tellStaff = (
  id: string,
  template: string,
  params: Notification['params'] & { reference: string },
): Promise<void> => {
  const mail: Notification = { to: { kind: 'staff', id }, template, params, seq: 9 };
  return enqueueMail(agency.databases.main.manager, params.reference, [mail], agency.now);
};
const remind = (reference: string, id: string): Promise<void> =>
  tellStaff(id, 'reminder', { reference, ...limit() });
const escalate = (reference: string, id: string, params: Notification['params']): Promise<void> =>
  tellStaff(id, 'escalation', { reference, ...limit(), since: agency.now, ...params });
const tell = (reference: string, seq = 10): Promise<void> => {
  const params = { reference, status: 'accepted' };
  const mail: Notification = { to: { kind: 'complainant' }, template: 'news', params, seq };
  return enqueueMail(agency.databases.main.manager, reference, [mail], agency.now);
};
/** As the administrator's page does it. */
const mend = (id: string, email: string): Promise<void> =>
  transaction(agency.databases.main, async (manager) => {
    await changeStaff(manager, id, { email });
    await queueRefusedMail(manager, staffRecipient(id), agency.now);
  });
const waiting = async (): Promise<number> => {
  const rows: unknown[] = await agency.databases.main.query(
    'SELECT id FROM mail_outbox WHERE sent_at IS NULL AND refused_at IS NULL',
  );
  return rows.length;
};
const outbox = (
  recipient: string,
): Promise<{ last_error: string; refused_at: Date | null; next_attempt_at: Date; attempts: number }[]> =>
  agency.databases.main.query('SELECT * FROM mail_outbox WHERE recipient = $1', [recipient]);

const addressTasks = (): Promise<unknown[]> =>
  agency.databases.main.query(`SELECT * FROM task WHERE kind = 'mend-address'`);

describe('the mail dispatcher', () => {
  it('tells people of the case by its reference, limit and source, in Thai with Buddhist-era dates', async () => {
    const reference = await opened();
    await until(async () => smtp.mails.length === 3);
    const [mail] = smtp.to('desk-1@trat.example');
    expect(mail?.subject).toContain(reference);
    expect(mail?.text).toContain('กลั่นกรองเรื่อง');
    expect(mail?.text).toContain('2569');
    expect(mail?.text).toContain(`http://casework.test/cases/${reference}`);
    expect(mail?.html).toContain(`<a href="http://casework.test/cases/${reference}">`);
    expect(mail?.from?.value[0]?.address).toBe('no-reply@trat.go.th');
    expect(mail?.messageId).toMatch(/^<[0-9a-f]{32}@prongsai>$/);
    for (const { text, html, subject } of smtp.mails)
      expect(`${text}${String(html)}${subject}`).not.toMatch(/เรียกรับเงิน|somchai|\{\{|undefined/);
  });

  it('speaks of a request for personal data in its own words, and of no case', async () => {
    const reference = await openedDataRequest();
    const params = {
      ...{ reference, clock: 'data-request', dueAt: agency.now, since: agency.now, asRole: 'custodian' },
      ...{ citation: 'pdpa-2562', task: 'answer-data-request' },
    };
    for (const template of ['reminder', 'escalation', 'escalation-informed'])
      await tellStaff('custodian-1', template, params);
    await until(async () => (await waiting()) === 0);
    const mails = smtp.to('custodian-1@trat.example');
    expect(mails.map(({ subject }) => subject?.split(' ')[0]).sort()).toEqual(
      ['งานใหม่', 'เตือน', 'เกินกำหนด', 'เพื่อทราบ'].sort(),
    );
    for (const { subject, text } of mails) {
      expect(subject).toContain(`คำขอข้อมูลส่วนบุคคล ${reference}`);
      expect(text).toContain(`คำขอข้อมูลส่วนบุคคล ${reference}`);
      expect(text).toContain(`http://casework.test/data-requests/${reference}`);
      expect(`${subject}${text}`).not.toContain('เรื่อง');
    }
  });

  it('says as what somebody is told only where the mail knows it, not by a role that they also have', async () => {
    const reference = await opened();
    await escalate(reference, 'desk-1', { asRole: 'head-of-agency' });
    await escalate(reference, 'desk-2', {});
    await until(async () => (await waiting()) === 0);
    const overdue = (id: string): string =>
      smtp.to(`${id}@trat.example`).find(({ subject }) => subject?.startsWith('เกินกำหนด'))?.text ?? '';
    expect(overdue('desk-1')).toContain('แจ้งมายังท่านในฐานะ: หัวหน้าส่วนราชการ');
    expect(overdue('desk-2')).toContain(reference);
    expect(overdue('desk-2')).not.toContain('ในฐานะ');
  });

  it('leads whoever hears of a destruction to where it can be held', async () => {
    const reference = await opened();
    await tellStaff('auditor-1', 'destruction-near', { reference, dueAt: agency.now, asRole: 'auditor' });
    await until(async () => smtp.to('auditor-1@trat.example').length > 0);
    expect(smtp.to('auditor-1@trat.example').at(-1)?.text).toContain(
      `http://casework.test/retention/${reference}`,
    );
  });

  it('writes to an English-speaking complainant in English', async () => {
    await opened({ language: 'en' });
    await until(async () => smtp.to('somchai@example.org').length === 1);
    expect(smtp.to('somchai@example.org')[0]?.text).toContain('We have received your complaint');
    expect(smtp.to('somchai@example.org')[0]?.text).toContain('http://public.test/track');
  });

  it('holds everything while the server is away, and delivers each mail once when it is back', async () => {
    await smtp.stop();
    const reference = await opened();
    await remind(reference, 'desk-1');
    await until(async () => (await outbox('staff:desk-1')).every(({ attempts }) => attempts > 0));
    await remind(reference, 'desk-2');
    agency.now = addMs(agency.now, DAY_MS);
    await smtp.start();
    await until(async () => {
      agency.now = addMs(agency.now, 60_000);
      return (await waiting()) === 0;
    });
    expect(smtp.mails).toHaveLength(5);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(5);
  });

  it('keeps a mail from every other worker for as long as a slow server takes, and sends it once', async () => {
    await dispatcher.beforeApplicationShutdown();
    const lease = 600;
    dispatcher = startDispatcher({ leaseMs: lease });
    smtp.slow.add('desk-1@trat.example');
    await opened();
    await until(async () => smtp.holding === 1 && (await waiting()) === 1);
    const isKept = async (): Promise<boolean> => {
      const [mail] = await outbox('staff:desk-1');
      return mail!.next_attempt_at.toISOString() >= addMs(agency.now, lease);
    };
    for (let step = 0; step < 10; step++) {
      agency.now = addMs(agency.now, 0.6 * lease);
      expect(await claimMail(agency.databases.main, agency.now, 20, lease)).toEqual([]);
      await until(isKept);
    }
    agency.now = addMs(agency.now, DAY_MS);
    await until(isKept);
    smtp.release();
    await until(async () => (await waiting()) === 0);
    expect(smtp.to('desk-1@trat.example')).toHaveLength(1);
    expect(await outbox('staff:desk-1')).toMatchObject([{ attempts: 1 }]);
  });

  it('writes two letters at once, no more, while cases are being recorded, and all of them in the end', async () => {
    await dispatcher.beforeApplicationShutdown();
    let isRecording = true;
    dispatcher = startDispatcher({ isHurried: () => isRecording });
    smtp.slow.add('desk-1@trat.example');
    const reference = await opened();
    await agency.databases.main.query('DELETE FROM mail_outbox');
    for (let seq = 0; seq < 5; seq += 1)
      await tellStaff('desk-1', 'news', { reference, status: 'accepted', seq });
    await until(async () => smtp.holding === 2);
    const taken = async (): Promise<number> =>
      (await outbox('staff:desk-1')).filter(({ attempts }) => attempts > 0).length;
    expect(await taken()).toBe(2);
    isRecording = false;
    await until(async () => (await taken()) === 5);
    smtp.release();
    await until(async () => (await waiting()) === 0);
    expect(smtp.to('desk-1@trat.example')).toHaveLength(5);
  });

  it('goes on past an address that is refused, and asks the administrators to mend it', async () => {
    smtp.refused.add('desk-1@trat.example');
    smtp.busy.add('desk-2@trat.example');
    const reference = await opened();
    await until(async () => smtp.to('administrator-2@trat.example').length === 1);
    expect(smtp.to('somchai@example.org')).toHaveLength(1);
    expect(await addressTasks()).toMatchObject([{ reference: 'staff:desk-1', role: 'administrator' }]);
    const [refused] = await outbox('staff:desk-1');
    expect(refused).toMatchObject({ last_error: 'address refused' });
    expect(refused?.refused_at).not.toBeNull();
    expect((await outbox('staff:desk-2'))[0]).toMatchObject({
      refused_at: null,
      last_error: 'EENVELOPE 451',
    });
    const [notice] = smtp.to('administrator-1@trat.example');
    expect(notice?.text).toContain('http://casework.test/worklist');
    expect(notice?.text).not.toContain(reference);

    smtp.refused.clear();
    smtp.busy.clear();
    await remind(reference, 'desk-1');
    await until(async () => {
      agency.now = addMs(agency.now, 60_000);
      return (await waiting()) === 0;
    });
    expect(await addressTasks()).toEqual([]);
    expect(smtp.to('desk-1@trat.example')).toHaveLength(2);
  });

  it('sends what was refused to the new address, also when the worker was down as it was changed', async () => {
    smtp.refused.add('desk-1@trat.example');
    const reference = await opened();
    await remind(reference, 'desk-1');
    await until(async () => (await outbox('staff:desk-1')).every((mail) => mail.refused_at !== null));
    await dispatcher.beforeApplicationShutdown();
    await mend('desk-1', 'desk-1-new@trat.example');
    expect(await addressTasks()).toHaveLength(1);
    dispatcher = startDispatcher();
    await until(async () => smtp.to('desk-1-new@trat.example').length === 2);
    await until(async () => (await addressTasks()).length === 0);
    expect(smtp.to('administrator-1@trat.example')).toHaveLength(1);
    await mend('desk-1', 'desk-1@trat.example');
  });

  it('keeps the task while the new address refuses too, and tells the administrators once', async () => {
    smtp.refused.add('desk-1@trat.example').add('desk-1-new@trat.example');
    await opened();
    await until(async () => (await addressTasks()).length === 1);
    await mend('desk-1', 'desk-1-new@trat.example');
    await until(async () => (await outbox('staff:desk-1'))[0]?.refused_at !== null);
    await until(async () => (await waiting()) === 0);
    expect(await addressTasks()).toHaveLength(1);
    expect(smtp.to('administrator-1@trat.example')).toHaveLength(1);
    await mend('desk-1', 'desk-1@trat.example');
  });

  it('tries a mail at the new address that was on its way to the old one', async () => {
    await dispatcher.beforeApplicationShutdown();
    await opened();
    const { main } = agency.databases;
    const claimed = await claimMail(main, agency.now, 20, 60_000);
    const mail = claimed.find(({ recipient }) => recipient === 'staff:desk-1')!;
    await recordRefusal(agency.databases, mail, 'desk-1-old@trat.example', agency.now);
    expect(await outbox('staff:desk-1')).toMatchObject([{ refused_at: null }]);
    expect(await addressTasks()).toEqual([]);
    dispatcher = startDispatcher();
    await until(async () => smtp.to('desk-1@trat.example').length === 1);
  });

  it('asks once about a complainant, whatever was refused, and names neither person nor case', async () => {
    smtp.refused.add('somchai@example.org');
    const reference = await opened();
    await until(async () => (await addressTasks()).length === 1);
    await tell(reference);
    await until(async () => (await outbox(`complainant:${reference}`)).every((mail) => mail.refused_at));
    expect(JSON.stringify(await addressTasks())).not.toMatch(new RegExp(`${reference}|somchai`));
    const [notice, ...more] = smtp.to('administrator-1@trat.example');
    expect(`${notice?.subject} ${notice?.text}`).not.toMatch(/TRT-|somchai|ผู้รับ:/);
    expect([more, await addressTasks()]).toEqual([[], [expect.anything()]]);

    smtp.refused.clear();
    await tell(reference, 11);
    await until(async () => smtp.to('somchai@example.org').length === 3);
    expect(await addressTasks()).toEqual([]);
  });

  it('never uses a mailbox inside the agency for somebody who wants to stay unknown to it', async () => {
    const email = 'somchai@trat.go.th';
    await opened({ identity: { mode: 'confidential', email } });
    await until(async () => (await waiting()) === 0);
    expect(smtp.to(email)).toEqual([]);
    await opened({ identity: { mode: 'named', name: 'สมชาย ใจดี', email } });
    await until(async () => smtp.to(email).length === 1);
  });

  it('does not tell somebody who was accused after the mail was queued', async () => {
    await smtp.stop();
    const first = await agency.file();
    const { reference } = first.body;
    const recorder = new CaseRecorder(agency.databases, agency.worker);
    const state = receive(first);
    const open = absorb(state, await recorder.open({ state, at: agency.now }));
    await until(async () => (await outbox('staff:desk-1')).some(({ attempts }) => attempts > 0));
    const member = 'desk-1';
    const declared = agency.signed(reference, member, 'declare-conflict', { ground: 'relative' });
    expect((await recorder.record({ state: open, ...declared })).refusal).toBeUndefined();
    await smtp.start();
    await until(async () => {
      agency.now = addMs(agency.now, 60_000);
      return (await waiting()) === 0;
    });
    expect(smtp.to('desk-1@trat.example')).toEqual([]);
    expect(smtp.to('desk-2@trat.example').length).toBeGreaterThan(0);
  });

  it('waits a second after the first failure and never more than a minute', () => {
    expect([1, 2, 3, 7, 40].map(retryDelay)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});

describe('a mail that brings a link to an account', () => {
  const token = Buffer.alloc(32, 7);
  const invite = async (kind: 'invitation' | 'reset' = 'invitation'): Promise<void> => {
    const { manager } = agency.databases.main;
    const sealed = sealDataKey(token, 'contact', agency.worker.publicKeys.mailer);
    const dates = { createdAt: agency.now, expiresAt: addMs(agency.now, 7 * DAY_MS) };
    const link = { kind, staff: 'desk-2', digest: randomBytes(32), sealed, ...dates };
    await mailAccessLink(manager, 'desk-2', await openAccessLink(manager, link), link);
  };

  it.each(['invitation', 'reset'] as const)('has it, and nothing else has: %s', async (kind) => {
    await invite(kind);
    await until(async () => smtp.mails.length === 1);
    const [mail] = smtp.to('desk-2@trat.example');
    expect(mail?.text).toContain(`http://casework.test/invitation/${token.toString('base64url')}`);
    expect(mail?.text).toMatch(/ถึง \d+ กุมภาพันธ์ 2569/);
    const rows: unknown = await agency.databases.main.query('SELECT params FROM mail_outbox');
    expect(JSON.stringify(rows)).not.toContain(token.toString('base64url'));
  });

  it('is not sent when the link was withdrawn in the meantime', async () => {
    await dispatcher.beforeApplicationShutdown();
    await invite();
    await closeAccessLinks(agency.databases.main.manager, 'desk-2', agency.now);
    dispatcher = startDispatcher();
    await until(async () => (await outbox('staff:desk-2'))[0]?.refused_at != null);
    expect([(await outbox('staff:desk-2'))[0]?.last_error, smtp.mails.length]).toEqual([
      'the link is not good any more',
      0,
    ]);
  });
});
