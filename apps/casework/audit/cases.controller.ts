import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { policyInForce } from '#persistence/policy-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { STATUS_WORDING } from '#web/wording/status.wording.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, rolesOf, type SignedIn } from '../staff-access/signed-in.js';
import { daysShown, withDays } from '../staff-access/typed-days.form.js';
import { showDue } from '../worklist/due.presenter.js';
import { caseChoices, categoryName } from '../wording/case-choices.js';
import { CaseSearch } from './case-search.js';
import { searchSchema, withoutEmpty, type Search } from './search.form.js';

const DAYS = ['from', 'to'];

@Controller('cases')
@OpenTo(...CASE_ROLES)
export class CasesController {
  constructor(
    private readonly casework: Casework,
    private readonly search: CaseSearch,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { language, directory } = signedIn;
    const locals = response.locals as PageLocals;
    const given = withoutEmpty(withDays(query, DAYS));
    const parsed = searchSchema.safeParse(given);
    const search: Search = parsed.success ? parsed.data : { overdue: false };
    const errors = parsed.success
      ? []
      : parsed.error.issues.map(({ path }) => ({
          field: String(path[0]),
          text: locals.t('casework.invalid', { field: locals.t(fieldKey(String(path[0]))) }),
        }));
    const { items, nextCursor } = await this.search.page(signedIn, search);
    const count = await this.search.count(signedIn, search);
    const { databases, time } = this.casework;
    const { policy } = await policyInForce(databases.main.manager, time.now());
    const names = await readNames(databases, language);
    const link = new URLSearchParams(given as Record<string, string>);
    link.delete('cursor');
    const nextLink = new URLSearchParams(link);
    if (nextCursor !== null) nextLink.set('cursor', nextCursor);

    response.status(errors.length > 0 ? 400 : 200).render('audit/cases', {
      values: query,
      days: daysShown(query, DAYS),
      errors,
      count,
      nextHref: nextCursor === null ? '' : `/cases?${nextLink.toString()}`,
      exportHref: rolesOf(signedIn).includes('auditor') ? `/export.csv?${link.toString()}` : '',
      ...caseChoices(policy, language),
      units: directory.units.map(({ id }) => ({ value: id, text: names.unit(id) })),
      officers: directory.people
        .filter(({ roles }) => roles.includes('officer'))
        .map(({ id }) => ({ value: id, text: names.person(id) })),
      cases: items.map((one) => ({
        reference: one.reference,
        category: categoryName(one.category, policy, language),
        status: STATUS_WORDING[one.status][language],
        unit: one.unit === null ? '' : names.unit(one.unit),
        officer: one.officer === null ? '' : names.person(one.officer),
        filed: locals.date(one.filedAt),
        due: showDue(one.nextDueAt, time.now(), locals),
      })),
    });
  }
}

const FIELD_KEYS: Record<string, string> = { q: 'cases.words', from: 'cases.from', to: 'cases.to' };
const fieldKey = (field: string): string => FIELD_KEYS[field] ?? `worklist.${field}`;
