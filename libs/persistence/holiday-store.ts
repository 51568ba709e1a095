import { IsNull, type EntityManager } from 'typeorm';
import type { Calendar, Holiday } from '#domain/clock/calendar.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import { HolidayEntity } from './entities/holiday.entity.js';

export interface DeclaredHoliday extends Holiday {
  declaredBy: string;
  reason: string;
  declaredAt: Instant;
}

/** Holidays declared in the product and not taken back. */
export async function declaredHolidays(manager: EntityManager): Promise<DeclaredHoliday[]> {
  const rows: (Omit<DeclaredHoliday, 'declaredAt'> & { declaredAt: Date })[] = await manager.query(
    `SELECT date::text AS date, json_build_object('th', name_th, 'en', name_en) AS name, declared_by AS "declaredBy", reason,
       declared_at AS "declaredAt" FROM holiday WHERE removed_at IS NULL ORDER BY date`,
  );
  return rows.map((row) => ({ ...row, declaredAt: row.declaredAt.toISOString() }));
}

/** Declares the day, also one that was taken back before. */
export async function declareHoliday(manager: EntityManager, holiday: DeclaredHoliday): Promise<void> {
  const { date, name, declaredBy, reason, declaredAt } = holiday;
  await manager.upsert(
    HolidayEntity,
    {
      date,
      nameTh: name.th,
      nameEn: name.en,
      declaredBy,
      reason,
      declaredAt: new Date(declaredAt),
      removedAt: null,
    },
    ['date'],
  );
}

/** Takes a declared day back; false when it was not declared. */
export async function removeHoliday(manager: EntityManager, date: string, at: Instant): Promise<boolean> {
  const { affected } = await manager.update(
    HolidayEntity,
    { date, removedAt: IsNull() },
    { removedAt: new Date(at) },
  );
  return affected === 1;
}

/** The calendar that counts for cases under the pack: its own holidays and those declared since. */
export async function readCalendar(manager: EntityManager, policy: Policy): Promise<Calendar> {
  const declared = await declaredHolidays(manager);
  const own = policy.calendar.holidays;
  const added = declared.filter(({ date }) => !own.some((holiday) => holiday.date === date));
  return {
    ...policy.calendar,
    holidays: [...own, ...added.map(({ date, name, declaredBy }) => ({ date, name, declaredBy }))],
  };
}

const CALENDAR_LOCK = `hashtext('prongsai-calendar')`;

/** Until the transaction ends no holiday is declared: what is reckoned in it holds for the calendar that it read. */
export async function holdCalendar(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock_shared(${CALENDAR_LOCK})`);
}

/** Waits for the cases that are being recorded, so that each is reckoned by the old calendar and seen here, or by the new. */
export async function changeCalendar(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${CALENDAR_LOCK})`);
}
