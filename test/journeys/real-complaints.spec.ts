import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fiscalYearOf } from '#domain/time/fiscal-year.js';
import { DAY_MS, epochMs } from '#domain/time/instant.js';
import { projectPath } from '#settings/project-path.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant, type Counted, type Filed } from './complainant.js';
import { COURSES, DAYS, type Act, type Course } from './course.js';
import { INVENTED, type Written } from './invented-complaints.js';
import { Staff } from './staff.js';

/** Real complaints, on the machines that have them: beside our own, up to three hundred in all. */
const REAL = projectPath('../shared/data/real-complaints.jsonl');
const MOST = 300;
const WITH_OFFICERS = 100;

function written(): Written[] {
  if (!existsSync(REAL)) return [...INVENTED];
  const real = readFileSync(REAL, 'utf8')
    .split('\n')
    .filter(Boolean)
    .slice(0, MOST - INVENTED.length)
    .map((line) => (JSON.parse(line) as { text: string }).text)
    .map((details) => ({ details, isTaken: details.trim() !== '' && details.length <= 20_000 }));
  return [...INVENTED, ...real];
}

interface Driven {
  filed: Filed;
  course: Course;
  completedAt: string | null;
}

const courseCalled = (name: string): Course => COURSES.find((course) => course.name === name)!;

/** The first hundred have officers of every kind; of the rest the desk rejects most at once. */
function courseOf(index: number): Course {
  if (index < WITH_OFFICERS) return COURSES[index % COURSES.length]!;
  return courseCalled(index % 4 === 0 ? 'corruption, left lying by the desk' : 'rejected at once');
}

/** Bangkok midnight of 1 October, with which the fiscal year of that Buddhist-era number begins. */
const beginOf = (fiscalYear: number): string => new Date(Date.UTC(fiscalYear - 544, 8, 30, 17)).toISOString();

/** What the drivers counted themselves for the year. */
function counted(cases: readonly Driven[], fiscalYear: number): Counted {
  const [from, to] = [beginOf(fiscalYear), beginOf(fiscalYear + 1)];
  const own = cases.filter(
    ({ filed, completedAt }) =>
      filed.deemedReceivedAt < to &&
      (filed.deemedReceivedAt >= from || completedAt === null || completedAt >= from),
  );
  const completed = own.filter(({ completedAt }) => completedAt !== null && completedAt < to).length;
  const received = own.filter(({ filed }) => filed.deemedReceivedAt >= from).length;
  const total = own.length;
  return { total, completed, inProgress: total - completed, carriedOver: total - received, received };
}

describe('complaints as people write them, over sixty days in two fiscal years', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  const account = (username: string): Promise<Staff> =>
    Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find((one) => one.username === username)!,
    );

  /** Fifteen days before a fiscal year ends, so that what happens belongs to two. */
  async function goToSeptember(): Promise<void> {
    const now = stack.time.now();
    const end = beginOf(fiscalYearOf(now) + 1);
    const days = Math.floor((epochMs(end) - epochMs(now)) / DAY_MS) - 15;
    await stack.advance(days < 0 ? days + 365 : days);
  }

  async function fileAll(people: Complainant): Promise<Driven[]> {
    const cases: Driven[] = [];
    for (const { details, isTaken } of written()) {
      const course = courseOf(cases.length);
      const answer = await people.post('complaints', {
        category: course.category,
        subject: 'เรื่องร้องเรียนจากประชาชน',
        details,
        identity: { mode: 'anonymous' },
      });
      expect([details.slice(0, 40), answer.status]).toEqual([details.slice(0, 40), isTaken ? 201 : 422]);
      if (isTaken) cases.push({ filed: (await answer.json()) as Filed, course, completedAt: null });
    }
    return cases;
  }

  it('are answered, dealt with or left lying, and counted as their drivers counted them', async () => {
    await goToSeptember();
    const people = new Complainant(stack.publicUrl);
    const cases = await fileAll(people);
    let today = 0;
    for (const day of DAYS) {
      if (day > today) await stack.advance(day - today);
      today = day;
      // A token lasts for a working day.
      const staff = {
        desk: await account('desk-1'),
        head: await account('head-finance'),
        officer: await account('officer-finance-1'),
      };
      if (day === 0)
        await until(
          async () => (await staff.desk.read<{ total: number }>('complaints')).total === cases.length,
          300_000,
        );
      const act = async ({ filed }: Driven, { by, command, body }: Act): Promise<void> => {
        if (by !== 'complainant') return staff[by].give(filed.reference, command, body);
        await people.withdraw(filed, body);
        await until(async () => (await people.track(filed)).status === 'closed');
      };
      for (const one of cases) {
        const acts = one.course.acts[day] ?? [];
        for (const each of acts) await act(one, each);
        if (one.course.completedOn === day) one.completedAt = stack.time.now();
      }
    }

    const year = fiscalYearOf(cases[0]!.filed.deemedReceivedAt);
    expect(fiscalYearOf(stack.time.now())).toBe(year + 1);
    for (const each of [year - 1, year, year + 1, year + 2]) {
      // A year that has not begun has nothing to count.
      const known = beginOf(each) <= stack.time.now() ? cases : [];
      const { integrity, ...all } = await people.statistics(each);
      expect({ each, ...all }).toMatchObject({ each, ...counted(known, each) });
      expect({ each, ...integrity }).toEqual({
        each,
        ...counted(
          known.filter(({ course }) => course.category === 'corruption'),
          each,
        ),
      });
    }

    const auditor = await account('auditor-1');
    for (const { filed, course } of cases.slice(0, WITH_OFFICERS)) {
      const events = (await auditor.history(filed.reference)).map(({ type }) => type);
      expect([course.name, events.includes('EscalationRung')]).toEqual([course.name, course.isEscalated]);
    }
  }, 900_000);
});
