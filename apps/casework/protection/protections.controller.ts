import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { RISK_LEVELS } from '#domain/protection/protection-event.js';
import { policyInForce } from '#persistence/policy-store.js';
import type { ProtectionFilters } from '#persistence/protection-reader.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { OpenTo } from '../staff-access/open-to.js';
import { pageAsked, paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { showDue } from '../worklist/due.presenter.js';
import { RISK_WORDING } from '../wording/protection.wording.js';
import { protectionClockName } from './protection-details.presenter.js';
import { ProtectionFiles } from './protection-file.js';

const PAGE_SIZE = 50;
const RISKS = ['none', ...RISK_LEVELS] as const;

@Controller('protections')
@OpenTo('custodian', 'auditor')
export class ProtectionsController {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const locals = response.locals as PageLocals;
    const { language } = signedIn;
    const now = this.casework.time.now();
    const risk = RISKS.find((one) => one === query['risk']);
    const filters: ProtectionFilters = {
      isOverdue: query['late'] === 'yes',
      isEnded: query['ended'] === 'yes',
      ...(risk && { risk }),
    };
    const { reader } = this.files;
    const total = await reader.count(signedIn, filters, now);
    const page = pageAsked(query['page'], total, PAGE_SIZE);
    const place = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const shown = await reader.list(signedIn, filters, now, place);
    const { policy } = await policyInForce(this.casework.databases.main.manager, now);
    const asked = {
      ...(risk && { risk }),
      ...(filters.isOverdue && { late: 'yes' }),
      ...(filters.isEnded && { ended: 'yes' }),
    };
    response.render('protection/protections', {
      total,
      filters: { ...filters, risk: risk ?? '' },
      isFiltered: Object.keys(asked).length > 0,
      risks: RISKS.map((one) => ({ value: one, text: RISK_WORDING[one][language] })),
      pagination: paginationOf({ page, total, size: PAGE_SIZE }, '/protections', asked, locals.t),
      protections: shown.map(({ state }) => {
        const running = state.clocks.filter(({ stoppedAt }) => stoppedAt === null);
        const [next] = running.sort((a, b) => a.dueAt.localeCompare(b.dueAt));
        return {
          id: state.id,
          person: locals.t(`protection.of-${state.person}`),
          mode: locals.t(`identity.${state.identityMode}`),
          isStaff: state.isStaff,
          risk: RISK_WORDING[state.risk?.level ?? 'none'][language],
          due: showDue(next?.dueAt ?? null, now, locals),
          clock: next === undefined ? '' : protectionClockName(next.id, policy, language),
        };
      }),
    });
  }
}
