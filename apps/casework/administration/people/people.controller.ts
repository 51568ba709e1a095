import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { findStaff, findStaffByUsername, type StaffRecord } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import type { Outcome } from '../approvals/approvals.service.js';
import { formErrors, type FormError } from '../form-errors.js';
import { PeopleChanges } from './people-change.service.js';
import { PeoplePages } from './people-pages.service.js';
import { changedPersonSchema, newPersonSchema } from './person.form.js';

const PAGE = '/administration/people';

@Controller('administration/people')
@OpenTo('administrator')
@Sensitive()
export class PeopleController {
  constructor(
    private readonly casework: Casework,
    private readonly changes: PeopleChanges,
    private readonly pages: PeoplePages,
  ) {}

  @Get()
  page(@Query('done') done: unknown, @Res() response: Response): Promise<void> {
    return this.pages.list(response, { isActive: 'yes', roles: [] }, [], done);
  }

  @Post()
  async add(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const again = (errors: FormError[]): Promise<void> =>
      this.pages.list(response.status(400), asTyped(body), errors);
    const read = await this.read(newPersonSchema, body, t);
    if (Array.isArray(read)) return again(read);
    const { username: id } = read;
    if ((await findStaffByUsername(manager, id)) !== null || (await findStaff(manager, id)) !== null)
      return again([{ field: 'username', text: t('people.taken') }]);
    leave(response, await this.changes.add(staff.id, read));
  }

  @Get(':id')
  async change(
    @Param('id') id: string,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const person = await this.find(id);
    const { name, position, email, unit, roles, personnelRegime } = person;
    const values = { name, position, email, unit, roles, personnelRegime };
    const isActive = person.isActive ? 'yes' : '';
    await this.pages.person(response, person, { ...values, isActive }, [], done);
  }

  @Post(':id')
  async save(
    @By() { staff }: SignedIn,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const before = await this.find(id);
    const read = await this.read(changedPersonSchema, body, (response.locals as PageLocals).t);
    if (Array.isArray(read)) return this.pages.person(response.status(400), before, asTyped(body), read);
    leave(response, await this.changes.change(staff.id, before, read));
  }

  private async find(id: string): Promise<StaffRecord> {
    const person = await findStaff(this.casework.databases.main.manager, id);
    if (person === null) throw new Problem('not-found');
    return person;
  }

  /** What the form says, or what is wrong with it. */
  private async read<T extends { unit: string }>(
    schema: z.ZodType<T>,
    body: Record<string, unknown>,
    t: PageLocals['t'],
  ): Promise<T | FormError[]> {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return formErrors(parsed.error, 'people', t, body);
    const units = await listUnits(this.casework.databases.main.manager);
    const isUnit = units.some(({ id, isActive }) => isActive && id === parsed.data.unit);
    return isUnit
      ? parsed.data
      : [{ field: 'unit', text: t('casework.invalid', { field: t('people.unit') }) }];
  }
}

const asTyped = (body: Record<string, unknown>): Record<string, unknown> => ({
  ...body,
  roles: [body['roles'] ?? []].flat(),
});

const leave = (response: Response, outcome: Outcome): void => {
  response.redirect(303, `${PAGE}?done=${outcome}`);
};
