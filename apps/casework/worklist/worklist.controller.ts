import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { addMs, DAY_MS } from '#domain/time/instant.js';
import { policyInForce } from '#persistence/policy-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { clockName } from '#web/wording/why.wording.js';
import { STATUS_WORDING } from '#web/wording/status.wording.js';
import {
  isAdministrator,
  refusedAddresses,
} from '../administration/refused-addresses/refused-addresses.presenter.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { ALL_ROLES, CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { pageAsked, paginationOf } from '../staff-access/pagination.presenter.js';
import { By, rolesOf, type SignedIn } from '../staff-access/signed-in.js';
import { caseChoices, categoryName } from '../wording/case-choices.js';
import { showDue } from './due.presenter.js';

const WEEK_MS = 7 * DAY_MS;
const PAGE_SIZE = 50;
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The filters as the form sends them. */
const queryOf = ({
  status,
  category,
  isOverdue,
}: {
  status: string;
  category: string;
  isOverdue: boolean;
}) => ({
  ...(status && { status }),
  ...(category && { category }),
  ...(isOverdue && { late: 'yes' }),
});

@Controller('worklist')
@OpenTo(...ALL_ROLES)
export class WorklistController {
  constructor(private readonly casework: Casework) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { viewer, language } = signedIn;
    const locals = response.locals as PageLocals;
    const { tasks: work, databases, time } = this.casework;
    const now = time.now();
    const filters = {
      status: text(query['status']),
      category: text(query['category']),
      isOverdue: text(query['late']) === 'yes',
    };
    const total = await work.count(signedIn, filters, now);
    const page = pageAsked(query['page'], total, PAGE_SIZE);
    const place = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
    const tasks = await work.list(signedIn, filters, now, place);
    const counts = await work.counts(signedIn, now, addMs(now, WEEK_MS));
    const { policy } = await policyInForce(databases.main.manager, now);
    const names = await readNames(databases, language);

    response.render('worklist/worklist', {
      isAdministrator: isAdministrator(signedIn),
      hasCases: CASE_ROLES.some((role) => rolesOf(signedIn).includes(role)),
      refusedAddresses: (await refusedAddresses(this.casework, signedIn)).map((one) => ({
        ...one,
        name: one.staff === null ? '' : names.person(one.staff),
      })),
      counts,
      total,
      pagination: paginationOf({ page, total, size: PAGE_SIZE }, '/worklist', queryOf(filters), locals.t),
      filters,
      isFiltered: Object.values(filters).some(Boolean),
      covering: viewer.covers.map(({ id }) => names.person(id)).join(', '),
      ...caseChoices(policy, language),
      tasks: tasks.map((task) => ({
        reference: task.case.reference,
        href: task.protection === null ? `/cases/${task.case.reference}` : `/protections/${task.protection}`,
        title: locals.t(`task.${task.kind}`),
        due: showDue(task.dueAt, now, locals),
        clock: task.clock === null ? '' : clockName(task.clock, language, policy),
        category: categoryName(task.case.category, policy, language),
        status: STATUS_WORDING[task.case.status][language],
        unread: task.kind === 'read-message' ? task.case.unread : 0,
        unit: task.case.unit === null ? '' : names.unit(task.case.unit),
      })),
    });
  }
}
