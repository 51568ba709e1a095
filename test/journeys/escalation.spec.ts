import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inOfficeHours } from '#domain/clock/office-hours.js';
import { addWorkingDays } from '#domain/clock/working-days.js';
import { addMs, atMinute, DAY_MS, dateOf, epochMs, type Instant } from '#domain/time/instant.js';
import { loadPack } from '#policy/packs.js';
import { projectPath } from '#settings/project-path.js';
import { formatDate } from '#web/wording/date.wording.js';
import type { ReceivedMail } from '../../infra/start/mailbox/received-mail.js';
import { startStack, type Stack } from '../support/stack.js';
import { Complainant, type Filed } from './complainant.js';
import { Staff } from './staff.js';

const LIMIT = 'ตรวจสอบข้อเท็จจริงเบื้องต้น';
const LAW = 'มติคณะรัฐมนตรี เมื่อวันที่ 27 มีนาคม 2561';
const DO_IN_TIME = 'โปรดดำเนินการให้แล้วเสร็จภายในกำหนด';
const DO_NOW = 'โปรดดำเนินการหรือสั่งการให้ขั้นตอนนี้แล้วเสร็จโดยเร็ว';
const SLACK_MS = 60_000;
const OPENING_MINUTE = 8 * 60 + 30;

const { calendar } = loadPack(projectPath('libs/policy/packs/trat-2565.yaml'));

interface Rung {
  /** Days after the limit's end. */
  after: number;
  to: string[];
  /** How its subject begins. */
  kind: 'เตือน' | 'เกินกำหนด' | 'เพื่อทราบ';
  says: (dueAt: Instant) => string[];
}

const reminder = (after: number): Rung => ({
  after,
  to: ['desk-1', 'desk-2'],
  kind: 'เตือน',
  says: (dueAt) => [`กำหนด: ${LIMIT} ภายใน ${formatDate(dueAt, 'th')}`, DO_IN_TIME],
});
const escalation = (after: number, to: string[], role: string): Rung => ({
  after,
  to,
  kind: 'เกินกำหนด',
  says: (dueAt) => [
    ...[`แจ้งมายังท่านในฐานะ: ${role}`, `กำหนด: ${LIMIT}`],
    ...[`เกินกำหนดตั้งแต่: ${formatDate(dueAt, 'th')}`, DO_NOW],
  ],
});

/** What the pack lays down for a corruption case that nobody screens. */
const RUNGS: Rung[] = [
  reminder(-3),
  reminder(-1),
  escalation(0, ['desk-1', 'desk-2'], 'ศูนย์รับเรื่องร้องเรียน'),
  escalation(2, ['governor'], 'หัวหน้าส่วนราชการ'),
  {
    after: 2,
    to: ['auditor-1', 'auditor-2'],
    kind: 'เพื่อทราบ',
    says: (dueAt) => [`กำหนด: ${LIMIT}`, `เกินกำหนดตั้งแต่: ${formatDate(dueAt, 'th')}`],
  },
];

/** Reminders keep to office hours, the next or, where those come too late, the last; nothing that is late does. */
const timeOf = ({ after, kind }: Rung, dueAt: Instant): Instant => {
  const late = addMs(dueAt, after * DAY_MS);
  if (kind !== 'เตือน') return late;
  const next = inOfficeHours(atMinute(dateOf(late), OPENING_MINUTE), calendar);
  return next <= dueAt ? next : atMinute(addWorkingDays(dateOf(late), -1, calendar), OPENING_MINUTE);
};

describe('when nobody acts', () => {
  let stack: Stack;
  let filed: Filed;
  let dueAt: Instant;
  let mails: ReceivedMail[];

  const recipientsOf = (some: ReceivedMail[]): string[] =>
    some.flatMap(({ to }) => to.map((address) => address.split('@')[0] ?? '')).sort();
  const isWrittenAt = (mail: ReceivedMail, at: Instant): boolean => {
    const lateness = epochMs(mail.date) - epochMs(at);
    return lateness > -1_000 && lateness < SLACK_MS;
  };
  const aboutLimit = (): ReceivedMail[] =>
    mails.filter(({ subject }) => subject.includes(LIMIT) && !subject.startsWith('งานใหม่'));

  beforeAll(async () => {
    stack = await startStack();
    filed = await new Complainant(stack.publicUrl).file();
    dueAt = filed.clocks.find(({ id }) => id === 'preliminary-check')!.dueAt;
    const days = Math.ceil((epochMs(dueAt) - epochMs(stack.time.now())) / DAY_MS);
    await stack.advance(days + 3);
    mails = (await stack.mails()).filter(({ text }) => text.includes(filed.reference));
  }, 300_000);
  afterAll(() => stack?.stop());

  it.each(RUNGS)('mails $to "$kind" $after days after the limit', (rung) => {
    const at = timeOf(rung, dueAt);
    const { kind, says } = rung;
    const told = aboutLimit().filter((mail) => mail.subject.startsWith(kind) && isWrittenAt(mail, at));
    // Around days off, two reminders may come at the same opening.
    const sameTime = RUNGS.filter((one) => one.kind === kind && timeOf(one, dueAt) === at);
    expect(recipientsOf(told)).toEqual(sameTime.flatMap(({ to }) => to).sort());
    for (const { subject, text, html } of told) {
      expect(subject).toContain(filed.reference);
      const lines = [`ที่มาของกำหนด: ${LAW}`, ...says(dueAt)];
      for (const line of lines) expect(text).toContain(line);
      const link = `${stack.caseworkUrl}/cases/${filed.reference}`;
      expect(text).toContain(link);
      expect(html).toContain(`<a href="${link}">`);
    }
  });

  it('mails nothing about the limit besides, and nothing of what the complaint says', () => {
    expect(recipientsOf(aboutLimit())).toEqual(RUNGS.flatMap(({ to }) => to).sort());
    for (const { subject, text, html } of mails)
      expect(`${subject} ${text} ${html}`).not.toMatch(/เรียกรับเงิน|ใบเสนอราคา/);
  });

  it('shows each rung in the ledger at the time of the pack', async () => {
    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ role }) => role === 'auditor')!,
    );
    const rung = (await auditor.history(filed.reference)).filter(
      ({ type, body }) => type.endsWith('Rung') && body['clock'] === 'preliminary-check',
    );
    expect(rung.map(({ type, body }) => `${type} ${String(body['to'])}`)).toEqual([
      ...['ReminderRung central-desk', 'ReminderRung central-desk'],
      ...['EscalationRung central-desk', 'EscalationRung head-of-agency'],
    ]);
    for (const [index, one] of RUNGS.slice(0, 4).entries()) {
      const lateness = epochMs(rung[index]!.at) - epochMs(timeOf(one, dueAt));
      expect(lateness).toBeGreaterThanOrEqual(0);
      expect(lateness).toBeLessThan(SLACK_MS);
    }
  });
});
