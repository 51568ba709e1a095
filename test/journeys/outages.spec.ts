import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandName } from '#domain/complaint/command.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, Complainant } from './complainant.js';
import { Staff } from './staff.js';

describe('when something fails', () => {
  let stack: Stack;
  let people: Complainant;
  const staff = (role: string, unit?: string): Promise<Staff> =>
    Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(
        (account) => account.role === role && (unit === undefined || account.unit === unit),
      )!,
    );
  const arrived = async (): Promise<string[]> => (await stack.mails()).map(({ messageId }) => messageId);

  beforeAll(async () => {
    stack = await startStack();
    people = new Complainant(stack.publicUrl);
  }, 240_000);
  afterAll(() => stack?.stop());

  it('loses no complaint that is filed while Temporal is stopped', async () => {
    await stack.stopTemporal();
    const filed = [await people.file(), await people.file(), await people.file()];
    await stack.startTemporal();
    const auditor = await staff('auditor');
    for (const one of filed)
      await until(async () => (await auditor.get(`complaints/${one.reference}`)).status === 200);
    const desk = await staff('central-desk');
    for (const { reference } of filed) {
      await desk.give(reference, 'accept', { unit: 'finance' });
      const types = (await auditor.history(reference)).map(({ type }) => type);
      expect(types.filter((type) => ['ComplaintReceived', 'ComplaintAccepted'].includes(type))).toEqual([
        'ComplaintReceived',
        'ComplaintAccepted',
      ]);
    }
  }, 180_000);

  it('loses and doubles no event when the worker is killed in the middle of every command of a case', async () => {
    const filed = await people.file();
    const auditor = await staff('auditor');
    await until(async () => (await auditor.get(`complaints/${filed.reference}`)).status === 200);
    const desk = await staff('central-desk');
    const head = await staff('head-of-unit', 'finance');
    const officer = await staff('officer', 'finance');
    const governor = await staff('head-of-agency');

    /** The command is given, the worker dies under it, a new one is started, the same command is repeated. */
    const despiteDeath = async (who: Staff, command: CommandName, body: unknown): Promise<void> => {
      const id = crypto.randomUUID();
      const given = who.post(filed.reference, command, body, id).catch(() => null);
      await stack.kill('worker');
      await stack.restart('worker');
      await given;
      await until(async () => (await who.post(filed.reference, command, body, id)).ok);
    };
    await despiteDeath(desk, 'accept', { unit: 'finance' });
    await despiteDeath(head, 'assign', { officer: officer.account.username, reason: 'ทดสอบ' });
    await despiteDeath(officer, 'record-finding', { finding: 'substantiated', text: 'พบหลักฐาน' });
    await despiteDeath(officer, 'submit-report', { report: 'รายงาน' });
    await despiteDeath(governor, 'decide', { decision: 'corrective', text: 'ให้แก้ไข' });
    await despiteDeath(desk, 'notify-outcome', { outcome: 'แจ้งผล' });
    await despiteDeath(desk, 'close', {});

    const entries = await auditor.history(filed.reference);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    for (const type of [
      'ComplaintAccepted',
      'CaseAssigned',
      'FindingRecorded',
      'ReportSubmitted',
      'DecisionMade',
      'OutcomeTold',
      'CaseClosed',
    ])
      expect(entries.filter((entry) => entry.type === type)).toHaveLength(1);
    const verification = await auditor.read<{ isWhole: boolean }>('ledger/verification');
    expect(verification.isWhole).toBe(true);
    // At least once: a worker that dies after the mail server took a mail cannot know it.
    expect(new Set(await arrived())).toEqual(new Set(await stack.writtenMails()));
  }, 400_000);

  it('delivers every mail once the mail server is back after a day', async () => {
    const before = new Set(await arrived());
    await stack.stopSmtp();
    const identity = { mode: 'named', name: 'สมหญิง ใจดี', email: 'complainant@example.org' };
    const filed = await people.file({ ...anonymousComplaint, identity });
    await stack.advance(1);
    await stack.startSmtp();
    await until(async () => (await stack.writtenMails()).length > before.size);
    const since = (ids: string[]): string[] => ids.filter((id) => !before.has(id)).sort();
    expect(since(await arrived())).toEqual(since(await stack.writtenMails()));

    const told = (await stack.mails()).filter(({ text }) => text.includes(filed.reference));
    const recipients = told.flatMap(({ to }) => to.map((address) => address.split('@')[0]));
    expect(recipients.sort()).toEqual(['complainant', 'custodian-1', 'custodian-2', 'desk-1', 'desk-2']);
  }, 180_000);
});
