import type { LedgerEntry } from '#ledger/ledger.js';
import { nextPageOf } from '../staff-access/pagination.presenter.js';
import { PAGE_SIZE, type RecordedPage } from './recorded-entries.js';

/** A ledger entry over the API, its body parsed for reading; `hash` was taken of the canonical text of the whole body. */
export type ShownEntry = Omit<LedgerEntry, 'body'> & { body: unknown };

/** A page of entries, the newest first. */
export interface EntryPage {
  entries: ShownEntry[];
  /** On all pages. */
  total: number;
  nextPage: number | null;
}

export const shownEntry = (entry: LedgerEntry): ShownEntry => ({
  ...entry,
  body: JSON.parse(entry.body) as unknown,
});

export const entryPage = ({ entries, page, total }: RecordedPage): EntryPage => ({
  entries: entries.map(shownEntry),
  total,
  nextPage: nextPageOf({ page, total, size: PAGE_SIZE }),
});
