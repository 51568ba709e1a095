import type { LedgerEntry } from '#ledger/ledger.js';
import { tellsGround } from '../case/ground-entry.js';

const lineOf = ({ body, ...rest }: LedgerEntry): object =>
  tellsGround(rest) ? { ...rest, withheld: true } : { ...rest, body };

/** The entries as lines of JSON. One that says why somebody steps aside has its hash there, and no body. */
export const ledgerText = (entries: readonly LedgerEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join('');
