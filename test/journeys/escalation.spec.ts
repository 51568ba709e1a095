import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReceivedMail } from '../../infra/start/mailbox/received-mail.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant } from './complainant.js';
import { Staff } from './staff.js';

const DAY_MS = 86_400_000;

describe('when nobody acts', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  it('reminds the desk and climbs to the head of agency at the times of the pack', async () => {
    const filed = await new Complainant(stack.publicUrl).file();
    const check = filed.clocks.find(({ id }) => id === 'preliminary-check')!;
    await stack.advance(14);

    const head = stack.accounts.find(({ role }) => role === 'head-of-agency')!;
    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ role }) => role === 'auditor')!,
    );
    const rung = (await auditor.history(filed.reference)).filter(
      ({ body }) => body['clock'] === 'preliminary-check',
    );
    const dueAt = Date.parse(check.dueAt);
    const escalations = rung.filter(({ type }) => type === 'EscalationRung');
    expect(rung.filter(({ type }) => type === 'ReminderRung')).not.toHaveLength(0);
    expect(escalations.map(({ body }) => body['to'])).toEqual(['central-desk', 'head-of-agency']);
    const lateness = escalations.map(({ at }) => Date.parse(at) - dueAt);
    expect(lateness[0]).toBeGreaterThanOrEqual(0);
    expect(lateness[0]).toBeLessThan(60_000);
    expect(lateness[1]).toBeGreaterThanOrEqual(2 * DAY_MS);
    expect(lateness[1]).toBeLessThan(2 * DAY_MS + 60_000);

    const mailsOfCase = async (): Promise<ReceivedMail[]> =>
      (await stack.mails()).filter(({ text }) => text.includes(filed.reference));
    const toHeadAmong = (mails: ReceivedMail[]): ReceivedMail[] =>
      mails.filter(({ to }) => to.some((address) => address.startsWith(`${head.username}@`)));
    await until(async () => toHeadAmong(await mailsOfCase()).length > 1);
    const mails = await mailsOfCase();
    const toHead = toHeadAmong(mails);
    const escalation = toHead.find(({ subject }) => subject.includes('ตรวจสอบข้อเท็จจริงเบื้องต้น'));
    expect(escalation?.text).toContain('27 มีนาคม 2561');
    for (const mail of mails) expect(`${mail.subject} ${mail.text}`).not.toContain('เรียกรับเงิน');
  }, 120_000);
});
