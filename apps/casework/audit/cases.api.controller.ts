import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { asExactAs, precisionFor, timesAsExactAs } from '#domain/access/precision.js';
import type { CommandName } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { CaseSummary } from '#persistence/case-summary.js';
import { validated } from '#web/input/validated.js';
import { phraseWhy } from '#web/wording/why.wording.js';
import { CaseFiles, type CaseTexts } from '../case/case-file.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { possibleActions } from '../commands/possible-actions.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { pageQuery } from '../staff-access/page-query.schema.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { CaseSearch } from './case-search.js';
import { entryPage, type EntryPage, shownEntry, type ShownEntry } from './ledger-entry.api.js';
import { RecordedEntries } from './recorded-entries.js';
import { searchSchema, withoutEmpty } from './search.form.js';

/** A case over the API: its state without the tokens of those kept out, what can be done, and the words. */
type ShownCase = Omit<ComplaintState, 'excluded' | 'clocks'> & {
  clocks: (Omit<ComplaintState['clocks'][number], 'why'> & { why: string[] })[];
  matches: string[];
  nextActions: CommandName[];
  texts: Omit<CaseTexts, 'written' | 'fileNames'> & {
    written: Record<string, string>;
    fileNames: Record<string, string>;
  };
};

export const readingsQuery = z.object(pageQuery);

@Controller('api/v1/complaints')
@OpenTo(...CASE_ROLES)
export class CasesApiController {
  constructor(
    private readonly casework: Casework,
    private readonly search: CaseSearch,
    private readonly files: CaseFiles,
    private readonly recorded: RecordedEntries,
  ) {}

  @Get()
  async list(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
  ): Promise<{ complaints: CaseSummary[]; nextCursor: string | null; total: number }> {
    const search = validated(searchSchema, withoutEmpty(query));
    const { items, nextCursor } = await this.search.page(signedIn, search);
    const complaints = items.map((one) => ({ ...one, filedAt: asExactAs('day', one.filedAt) }));
    return { complaints, nextCursor, total: await this.search.count(signedIn, search) };
  }

  @Get(':reference')
  async one(@By() signedIn: SignedIn, @OpenedCase() whole: ComplaintState): Promise<ShownCase> {
    const precision = precisionFor(signedIn.viewer, whole);
    const { excluded, clocks, ...state } = timesAsExactAs(precision, whole);
    const policy = await this.files.policyOf(whole);
    const { written, fileNames, ...texts } = await this.files.read(signedIn, whole);
    return {
      ...state,
      leader: await this.files.leaderOf(signedIn, whole),
      clocks: clocks.map((clock) => ({
        ...clock,
        why: phraseWhy(clock.why, signedIn.language, policy, precision),
      })),
      matches: excluded.filter(({ because }) => because === 'automatic-match').map(({ token }) => token),
      nextActions: possibleActions(signedIn, whole, policy, this.casework.time.now()),
      texts: { ...texts, written: Object.fromEntries(written), fileNames: Object.fromEntries(fileNames) },
    };
  }

  @Get(':reference/history')
  @OpenTo('auditor')
  async history(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
  ): Promise<{ entries: ShownEntry[] }> {
    const entries = await this.files.entries(signedIn, state);
    return { entries: entries.map(shownEntry) };
  }

  /** Who read what of the case and when. */
  @Get(':reference/readings')
  @OpenTo('auditor')
  async readings(
    @OpenedCase() { reference }: ComplaintState,
    @Query() query: Record<string, unknown>,
  ): Promise<EntryPage> {
    const { page } = validated(readingsQuery, query);
    return entryPage(await this.recorded.readings(reference, page));
  }
}
