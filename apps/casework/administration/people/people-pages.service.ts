import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ROLES } from '#domain/policy/role.js';
import { listStaff, type StaffRecord } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { Casework } from '../../casework.js';
import { Approvals } from '../approvals/approvals.service.js';
import { waitingText } from '../approvals/waiting.presenter.js';
import type { FormError } from '../form-errors.js';
import { AccessToAccounts } from './access.service.js';
import { REGIMES } from './person.form.js';
import { regimeText } from '../../wording/regime.wording.js';

const DONE = ['done', 'waits', 'hasNobody', 'sent', 'withdrawn', 'reset'];
type Values = Record<string, unknown>;

/** The two pages of people: all of them with the form for a new one, and one of them. */
@Injectable()
export class PeoplePages {
  constructor(
    private readonly casework: Casework,
    private readonly approvals: Approvals,
    private readonly access: AccessToAccounts,
  ) {}

  async list(response: Response, values: Values, errors: FormError[], done?: unknown): Promise<void> {
    const { language } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const units = await listUnits(manager);
    response.render('administration/people/people', {
      ...(await this.choices(response)),
      ...{ values, errors, id: null, done: DONE.find((one) => one === done) ?? null },
      waiting: await this.waiting(response),
      people: (await listStaff(manager)).map(({ id, name, position, unit, roles, isActive }) => ({
        ...{ id, name, position, isActive },
        unit: units.find((one) => one.id === unit)?.name[language] ?? unit,
        roles: roles.map((role) => ROLE_WORDING[role][language]).join(', '),
      })),
    });
  }

  async person(
    response: Response,
    { id, isActive }: StaffRecord,
    values: Values,
    errors: FormError[],
    done?: unknown,
  ): Promise<void> {
    const { date } = response.locals as PageLocals;
    const { hasAccess, link } = await this.access.of(this.casework.databases.main.manager, id);
    response.render('administration/people/people', {
      ...(await this.choices(response)),
      ...{ values, errors, id, done: DONE.find((one) => one === done) ?? null },
      waiting: await this.waiting(response, id),
      backLink: '/administration/people',
      access: { isActive, hasAccess, link: link && { ...link, until: date(link.expiresAt) } },
    });
  }

  private async waiting(response: Response, id?: string): Promise<string[]> {
    const people = await listStaff(this.casework.databases.main.manager);
    const locals = response.locals as PageLocals;
    return (await this.approvals.waiting())
      .filter(({ change }) => id === undefined || change.staff === id)
      .map(({ change, approvers }) => {
        const text = waitingText(change, people, locals);
        return approvers.length > 0 ? text : `${text} – ${locals.t('approvals.hasNobody')}`;
      });
  }

  private async choices(response: Response): Promise<object> {
    const { language } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const used = (await listStaff(manager)).map(({ personnelRegime }) => personnelRegime);
    return {
      regimes: [...new Set([...REGIMES, ...used])].map((regime) => ({
        value: regime,
        text: regimeText(regime, language),
      })),
      roles: ROLES.map((role) => ({ value: role, text: ROLE_WORDING[role][language] })),
      units: (await listUnits(manager)).map(({ id, name }) => ({ value: id, text: name[language] })),
    };
  }
}
