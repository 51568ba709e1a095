import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { ROLES } from '#domain/policy/role.js';
import { endSessionsOf } from '#persistence/access-sessions.js';
import { closeAddressTask, lockRecipient } from '#persistence/address-task-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import { queueRefusedMail } from '#persistence/refused-mail-store.js';
import {
  addStaff,
  changeStaff,
  findStaff,
  findStaffByUsername,
  listStaff,
} from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { Casework } from '../../casework.js';
import { hashPassword } from '../../sign-in/passwords.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { administer } from '../administration-record.js';
import { formErrors, type FormError } from '../form-errors.js';
import { changedPersonSchema, newPersonSchema, REGIMES } from './person.form.js';

interface PersonPage {
  values: Record<string, unknown>;
  errors: FormError[];
  id: string | null;
}

@Controller('administration/people')
@OpenTo('administrator')
@Sensitive()
export class PeopleController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    return this.show(response, { values: { isActive: 'yes', roles: [] }, errors: [], id: null });
  }

  @Post()
  async add(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const { databases, time } = this.casework;
    const { manager } = databases.main;
    const read = await this.read(newPersonSchema, body, t);
    if (Array.isArray(read)) return this.again(response, body, read, null);
    const { password, ...person } = read;
    const { username: id, unit, roles, personnelRegime, isActive } = person;
    if ((await findStaffByUsername(manager, id)) !== null || (await findStaff(manager, id)) !== null)
      return this.again(response, body, [{ field: 'username', text: t('people.taken') }], null);
    const passwordHash = password === null ? null : await hashPassword(password);
    const recorded = { staff: id, unit, roles, personnelRegime, isActive };
    await administer(this.casework, staff.id, { type: 'StaffAdded', body: recorded }, (within) =>
      addStaff(within, { ...person, id, passwordHash, createdAt: time.now() }),
    );
    response.redirect(303, '/administration/people');
  }

  @Get(':id')
  async change(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const person = await findStaff(this.casework.databases.main.manager, id);
    if (person === null) throw new Problem('not-found');
    const { name, position, email, unit, roles, personnelRegime } = person;
    const values = { name, position, email, unit, roles, personnelRegime };
    return this.show(response, {
      values: { ...values, isActive: person.isActive ? 'yes' : '' },
      errors: [],
      id,
    });
  }

  @Post(':id')
  async save(
    @By() { staff }: SignedIn,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const before = await findStaff(this.casework.databases.main.manager, id);
    if (before === null) throw new Problem('not-found');
    const read = await this.read(changedPersonSchema, body, t);
    if (Array.isArray(read)) return this.again(response, body, read, id);
    const { password, ...person } = read;
    const changes = { ...person, ...(password !== null && { passwordHash: await hashPassword(password) }) };
    const { unit, roles, personnelRegime, isActive } = person;
    const isEmailNew = person.email !== before.email;
    const isPasswordNew = password !== null;
    const recorded = { staff: id, unit, roles, personnelRegime, isActive, isEmailNew, isPasswordNew };
    await administer(this.casework, staff.id, { type: 'StaffChanged', body: recorded }, async (within) => {
      const recipient = staffRecipient(id);
      await lockRecipient(within, recipient);
      await changeStaff(within, id, changes);
      if (isPasswordNew || !isActive) await endSessionsOf(within, id, this.casework.time.now());
      if (!isActive) await closeAddressTask(within, recipient);
      else if (isEmailNew) await queueRefusedMail(within, recipient, this.casework.time.now());
    });
    response.redirect(303, '/administration/people');
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

  private again(
    response: Response,
    body: Record<string, unknown>,
    errors: FormError[],
    id: string | null,
  ): Promise<void> {
    const values = { ...body, roles: [body['roles'] ?? []].flat() };
    return this.show(response.status(400), { values, errors, id });
  }

  private async show(response: Response, page: PersonPage): Promise<void> {
    const { language } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const units = await listUnits(manager);
    const people = await listStaff(manager);
    response.render('administration/people/people', {
      ...page,
      backLink: page.id === null ? '' : '/administration/people',
      regimes: [...new Set([...REGIMES, ...people.map(({ personnelRegime }) => personnelRegime)])].map(
        (regime) => ({
          value: regime,
          text: regime,
        }),
      ),
      roles: ROLES.map((role) => ({ value: role, text: ROLE_WORDING[role][language] })),
      units: units.map(({ id, name }) => ({ value: id, text: name[language] })),
      people: people.map(({ id, name, position, unit, roles, isActive }) => ({
        id,
        name,
        position,
        isActive,
        unit: units.find((one) => one.id === unit)?.name[language] ?? unit,
        roles: roles.map((role) => ROLE_WORDING[role][language]).join(', '),
      })),
    });
  }
}
