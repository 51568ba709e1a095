import type { EntityManager } from 'typeorm';
import type { Calendar } from '#domain/clock/calendar.js';
import { epochMs, type Instant } from '#domain/time/instant.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { policyInForce, type PolicyRecord } from '#persistence/policy-store.js';
import { listStaff } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import { knownNames, type KnownNames } from './name-matching.js';

/** What a filing needs to know of the agency at its moment. */
export interface FilingContext {
  inForce: PolicyRecord;
  calendar: Calendar;
  names: KnownNames;
}

export type ReadFilingContext = (at: Instant) => Promise<FilingContext>;

const FRESH_MS = 2_000;

async function read(manager: EntityManager, at: Instant): Promise<FilingContext> {
  const inForce = await policyInForce(manager, at);
  return {
    inForce,
    calendar: await readCalendar(manager, inForce.policy),
    names: knownNames(await listStaff(manager), await listUnits(manager)),
  };
}

/** Reads the context, and again when it is two seconds old: a burst of filings shares one reading. */
export function filingContext(manager: EntityManager): ReadFilingContext {
  let last: { at: number; context: Promise<FilingContext> } | null = null;
  return async (at) => {
    const age = last === null ? Infinity : Math.abs(epochMs(at) - last.at);
    if (last !== null && age < FRESH_MS) return last.context;
    const reading = { at: epochMs(at), context: read(manager, at) };
    last = reading;
    reading.context.catch(() => {
      if (last === reading) last = null;
    });
    return reading.context;
  };
}
