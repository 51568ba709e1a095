import type { EntityManager } from 'typeorm';
import type { Calendar } from '#domain/clock/calendar.js';
import { epochMs, type Instant } from '#domain/time/instant.js';
import { listFormerNamings } from '#persistence/former-naming-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { policyInForce, type PolicyRecord } from '#persistence/policy-store.js';
import { listStaff } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import { knownNames, type KnownNames } from './known-names.js';

/** What a filing needs to know of the agency at its moment. */
export interface FilingContext {
  inForce: PolicyRecord;
  calendar: Calendar;
  names: KnownNames;
  /** The e-mail addresses of the staff. */
  staffAddresses: string[];
}

export type ReadFilingContext = (at: Instant) => Promise<FilingContext>;

const FRESH_MS = 2_000;

/** Prepares the names of a directory, and those of the same directory once. */
function namesOf(): typeof knownNames {
  let last: { directory: string; names: KnownNames } | null = null;
  return (staff, units, province, former) => {
    const people = staff.map(({ id, username, name, position, unit, isActive }) => [
      id,
      username,
      name,
      position,
      unit,
      isActive,
    ]);
    const directory = JSON.stringify([people, units, province, former]);
    if (last?.directory !== directory)
      last = { directory, names: knownNames(staff, units, province, former) };
    return last.names;
  };
}

/** Reads the context, and again when it is two seconds old: a burst of filings shares one reading. */
export function filingContext(manager: EntityManager): ReadFilingContext {
  const names = namesOf();
  const read = async (at: Instant): Promise<FilingContext> => {
    const inForce = await policyInForce(manager, at);
    const staff = await listStaff(manager);
    return {
      inForce,
      calendar: await readCalendar(manager, inForce.policy),
      names: names(
        staff,
        await listUnits(manager),
        inForce.policy.agency.province,
        await listFormerNamings(manager),
      ),
      staffAddresses: staff.map(({ email }) => email),
    };
  };
  let last: { at: number; context: Promise<FilingContext> } | null = null;
  return async (at) => {
    const age = last === null ? Infinity : Math.abs(epochMs(at) - last.at);
    if (last !== null && age < FRESH_MS) return last.context;
    const reading = { at: epochMs(at), context: read(at) };
    last = reading;
    reading.context.catch(() => {
      if (last === reading) last = null;
    });
    return reading.context;
  };
}
