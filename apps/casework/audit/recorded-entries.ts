import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ACCOUNTS, accessStream, ADMINISTRATION, type LedgerEntry } from '#ledger/ledger.js';
import { countEntries, readLatest } from '#persistence/ledger-store.js';
import { Casework } from '../casework.js';
import { pageAsked } from '../staff-access/pagination.presenter.js';

export const PAGE_SIZE = 50;

/** The streams of no case: what administrators did, and what happened to accounts. */
export const AGENCY_STREAMS = [ADMINISTRATION, ACCOUNTS] as const;
export type AgencyStream = (typeof AGENCY_STREAMS)[number];
export const agencyStream = z.enum(AGENCY_STREAMS);

export interface RecordedPage {
  /** The newest first. */
  entries: LedgerEntry[];
  page: number;
  /** On all pages. */
  total: number;
}

/** What the ledger has beside the histories of the cases. `asked`: the number of a page, as a query has it. */
@Injectable()
export class RecordedEntries {
  constructor(private readonly casework: Casework) {}

  /** Who read what of a case. Only of a case whose state was read for the person before. */
  readings(reference: string, asked: unknown): Promise<RecordedPage> {
    return this.page(accessStream(reference), asked);
  }

  ofAgency(stream: AgencyStream, asked: unknown): Promise<RecordedPage> {
    return this.page(stream, asked);
  }

  private async page(stream: string, asked: unknown): Promise<RecordedPage> {
    const { manager } = this.casework.databases.main;
    const total = await countEntries(manager, stream);
    const page = pageAsked(asked, total, PAGE_SIZE);
    const place = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    return { entries: await readLatest(manager, stream, place), page, total };
  }
}
