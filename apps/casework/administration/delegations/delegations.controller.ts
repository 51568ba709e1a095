import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Role } from '#domain/policy/role.js';
import { addDelegation, listDelegations, removeDelegation } from '#persistence/delegation-store.js';
import { listStaff, type StaffRecord } from '#persistence/staff-store.js';
import { day } from '#web/input/day.schema.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { daysShown, withDays } from '../../staff-access/typed-days.form.js';
import { administer } from '../administration-record.js';
import { formErrors, type FormError } from '../form-errors.js';

const schema = z.object({
  staff: z.string().min(1),
  delegate: z.string().min(1),
  from: day,
  to: day,
});

const DAYS = ['from', 'to'];

const has = (role: Role, person: StaffRecord | undefined): boolean => person?.roles.includes(role) ?? false;

@Controller('administration/delegations')
@OpenTo('administrator')
export class DelegationsController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    return this.show(response, {}, []);
  }

  @Post()
  async add(
    @By() { staff: by }: SignedIn,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const form = withDays(body, DAYS);
    const parsed = schema.safeParse(form);
    const again = (errors: FormError[]): Promise<void> => this.show(response.status(400), body, errors);
    if (!parsed.success) return again(formErrors(parsed.error, 'delegations', t, form));
    const { staff, delegate, from, to } = parsed.data;
    if (staff === delegate) return again([{ field: 'delegate', text: t('delegations.same') }]);
    if (to < from) return again([{ field: 'to', text: t('delegations.order') }]);
    if (delegate === by.id) return again([{ field: 'delegate', text: t('delegations.yourself') }]);
    const people = await listStaff(this.casework.databases.main.manager);
    const known = (id: string): StaffRecord | undefined => people.find((one) => one.id === id);
    for (const [field, id] of Object.entries({ staff, delegate }))
      if (known(id) === undefined)
        return again([{ field, text: t('casework.invalid', { field: t(`delegations.${field}`) }) }]);
    if (has('custodian', known(staff)) || has('custodian', known(delegate)))
      return again([{ field: 'delegate', text: t('delegations.custodians') }]);
    if (has('administrator', known(staff)) !== has('administrator', known(delegate)))
      return again([{ field: 'delegate', text: t('delegations.administrators') }]);
    await administer(
      this.casework,
      by.id,
      { type: 'DelegationAdded', body: { staff, delegate, from, to } },
      (within) => addDelegation(within, { staff, delegate, fromDate: from, toDate: to, createdBy: by.id }),
    );
    response.redirect(303, '/administration/delegations');
  }

  @Post(':id/removal')
  async remove(@By() { staff }: SignedIn, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const found = (await listDelegations(this.casework.databases.main.manager)).find((one) => one.id === id);
    if (found === undefined) throw new Problem('not-found');
    const { staff: absent, delegate, fromDate: from, toDate: to } = found;
    const body = { staff: absent, delegate, from, to };
    await administer(this.casework, staff.id, { type: 'DelegationRemoved', body }, (within) =>
      removeDelegation(within, id),
    );
    response.redirect(303, '/administration/delegations');
  }

  private async show(response: Response, values: Record<string, string>, errors: FormError[]): Promise<void> {
    const { date } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const people = await listStaff(manager);
    const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
    response.render('administration/delegations/delegations', {
      values,
      days: daysShown(values, DAYS),
      errors,
      people: people
        .filter(({ isActive }) => isActive)
        .map(({ id, name, position }) => ({ value: id, text: `${name} (${position})` })),
      delegations: (await listDelegations(manager)).map(({ id, staff, delegate, fromDate, toDate }) => ({
        id,
        staff: nameOf(staff),
        delegate: nameOf(delegate),
        from: date(fromDate),
        to: date(toDate),
      })),
    });
  }
}
