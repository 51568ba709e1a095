import { Injectable } from '@nestjs/common';
import type { CaseFilters } from '#persistence/case-filters.js';
import type { Page } from '#persistence/case-reader.js';
import type { CaseSummary } from '#persistence/case-summary.js';
import { tokensUnder } from '#vault/word-index.js';
import { Casework } from '../casework.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { filtersOf, type Search } from './search.form.js';

const PAGE_SIZE = 50;

/** The one search behind the page, the API and the export: within what the asker may read. */
@Injectable()
export class CaseSearch {
  constructor(private readonly casework: Casework) {}

  page({ viewer }: SignedIn, search: Search): Promise<Page<CaseSummary>> {
    const { reader, time } = this.casework;
    const { cursor } = search;
    return reader.list(viewer, this.filters(search), time.now(), {
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
  }

  /** All that `page` has, in the order of filing. */
  each({ viewer }: SignedIn, search: Search): AsyncGenerator<CaseSummary> {
    const { reader, time } = this.casework;
    return reader.each(viewer, this.filters(search), time.now());
  }

  count({ viewer }: SignedIn, search: Search): Promise<number> {
    return this.casework.reader.count(viewer, this.filters(search), this.casework.time.now());
  }

  private filters(search: Search): CaseFilters {
    const keys = this.casework.keyring.secrets('search-index');
    return filtersOf(search, (words) => tokensUnder(keys, words));
  }
}
