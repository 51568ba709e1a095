import type { LedgerEntry } from '#ledger/ledger.js';
import { tellsGround } from '../case/ground-entry.js';
import { isWithheld } from '../case/link-entry.js';

const lineOf = (entry: LedgerEntry): object => {
  const { body, ...rest } = entry;
  return tellsGround(entry) || isWithheld(entry) ? { ...rest, withheld: true } : { ...rest, body };
};

/**
 * The entries as lines of JSON. One that says why somebody steps aside, or names a case that does not exist for the
 * reader, has its hash there and no body.
 */
export const ledgerText = (entries: readonly LedgerEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join('');
