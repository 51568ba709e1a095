import type { Request } from 'express';
import { epochMs, type Instant } from '#domain/time/instant.js';

const VALID_MS = 5 * 60_000;
/** Fields of the page that asks again; what else was posted with them is on its way elsewhere. */
const OWN_FIELD = /^confirm-/;

/** Whether the person has shown lately who is there; signing in shows it too. */
export const isConfirmed = (confirmedAt: Instant | null, now: Instant): boolean =>
  confirmedAt !== null && epochMs(now) - epochMs(confirmedAt) < VALID_MS;

/** Thrown before a sensitive route; answered with the page that asks, which keeps what was typed. */
export class ConfirmationNeeded extends Error {
  constructor() {
    super('ConfirmationNeeded');
  }
}

/** What was typed for the page that waits, as hidden fields: one for each value. */
export const fieldsToKeep = (body: unknown): { name: string; value: string }[] =>
  Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name]) => name !== '_csrf' && !OWN_FIELD.test(name))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value: String(value) })));

/** The password that was sent to confirm does not go on to the page behind. */
export function dropOwnFields({ body }: Request): void {
  if (typeof body !== 'object' || body === null) return;
  for (const name of Object.keys(body as object))
    if (OWN_FIELD.test(name)) Reflect.deleteProperty(body as object, name);
}
