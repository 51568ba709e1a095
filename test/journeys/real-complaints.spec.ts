import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant, type Filed } from './complainant.js';
import { Staff } from './staff.js';

const FILE = projectPath('../shared/data/real-complaints.jsonl');
const isThere = existsSync(FILE);
if (!isThere)
  process.stderr.write('Skipped: the trial with real complaints, whose file is not on this machine.\n');

const FILED = 300;
const MOST_CHARACTERS = 20_000;
const FINISHED = 100;

(isThere ? describe : describe.skip)('three hundred real complaints over sixty days', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  it('are answered, dealt with and counted as their drivers counted them', async () => {
    const people = new Complainant(stack.publicUrl);
    const texts = readFileSync(FILE, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { text: string }).text)
      .slice(0, FILED);
    const filed: Filed[] = [];
    let refused = 0;
    for (const details of texts) {
      const answer = await people.post('complaints', {
        category: 'service',
        subject: 'เรื่องร้องเรียนจากประชาชน',
        details,
        identity: { mode: 'anonymous' },
      });
      const shouldBeTaken = details.trim() !== '' && details.length <= MOST_CHARACTERS;
      expect(answer.status).toBe(shouldBeTaken ? 201 : 422);
      if (answer.status === 201) filed.push((await answer.json()) as Filed);
      else refused += 1;
    }
    expect(filed.length + refused).toBe(texts.length);

    const staff = (role: string, unit?: string): Promise<Staff> =>
      Staff.signIn(
        stack.caseworkUrl,
        stack.accounts.find((one) => one.role === role && (unit === undefined || one.unit === unit))!,
      );
    const desk = await staff('central-desk');
    const head = await staff('head-of-unit', 'finance');
    const officer = await staff('officer', 'finance');
    const officerId = officer.account.username;
    let rejected = 0;
    let finished = 0;
    for (const [index, { reference }] of filed.slice(0, FINISHED).entries()) {
      await until(async () => (await desk.get(`complaints/${reference}`)).status === 200);
      if (index % 3 === 0) {
        await desk.give(reference, 'reject', { reason: 'not-within-authority', explanation: 'ไม่อยู่ในอำนาจ' });
        rejected += 1;
        continue;
      }
      await desk.give(reference, 'accept', { unit: 'finance' });
      await head.give(reference, 'assign', { officer: officerId, reason: 'ทดสอบ' });
      await officer.give(reference, 'record-finding', { finding: 'unsubstantiated', text: 'ตรวจแล้ว' });
      await officer.give(reference, 'submit-report', { report: 'รายงานผล' });
      await head.give(reference, 'decide', { decision: 'no-ground', text: 'ยุติเรื่อง' });
      if (index % 3 === 1) {
        await desk.give(reference, 'notify-outcome', { outcome: 'แจ้งผลแล้ว' });
        finished += 1;
      }
    }
    await stack.advance(60);
    const year = Number(filed[0]!.deemedReceivedAt.slice(0, 4)) + 543;
    const counts = await Promise.all([people.statistics(year), people.statistics(year + 1)]);
    const sum = (pick: (one: (typeof counts)[number]) => number): number => Math.max(...counts.map(pick));
    expect(sum(({ total }) => total)).toBe(filed.length);
    expect(sum(({ completed }) => completed)).toBe(rejected + finished);
    expect(sum(({ inProgress }) => inProgress)).toBe(filed.length - rejected - finished);
  }, 900_000);
});
