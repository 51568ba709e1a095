import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PERSONNEL_ACTION_KINDS } from '#domain/protection/protection-event.js';
import {
  insertPersonnelActions,
  latestPersonnelActions,
  type NewPersonnelAction,
} from '#persistence/personnel-action-store.js';
import { listStaff, staffIds } from '#persistence/staff-store.js';
import { type PostedForm, textOf } from '#web/complaint/posted-form.js';
import { readList } from '#web/input/read-list.js';
import type { PageLocals } from '#web/page-locals.js';
import { administer } from '../administration/administration-record.js';
import { formErrors, type FormError, listErrors } from '../administration/form-errors.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { daysShown, withDays } from '../staff-access/typed-days.form.js';
import { PERSONNEL_ACTION_WORDING } from '../wording/protection.wording.js';
import { readPersonnelActions } from './personnel-action-list.js';
import { personnelActionSchema } from './personnel-action.schema.js';

const DAYS = ['takenOn'];
const SHOWN = 50;

/** What was done to members of staff. Whose it is that is protected only the worker can tell: nobody learns it here. */
@Controller('personnel-actions')
@OpenTo('custodian')
export class PersonnelActionsController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Query('recorded') recorded: unknown, @Res() response: Response): Promise<void> {
    return this.show(response, { isDone: recorded === 'yes' });
  }

  @Post()
  async record(@By() by: SignedIn, @Body() body: PostedForm, @Res() response: Response): Promise<void> {
    const { t } = response.locals as PageLocals;
    const form = withDays(body, DAYS);
    const parsed = personnelActionSchema.safeParse(form);
    const isKnown = by.directory.people.some(({ id }) => id === textOf(body, 'staff'));
    if (parsed.success && isKnown) return this.store(by, [parsed.data], response);
    const errors = parsed.success
      ? [{ field: 'staff', text: t('casework.invalid', { field: t('personnelActions.staff') }) }]
      : formErrors(parsed.error, 'personnelActions', t, form);
    await this.show(response.status(400), { values: body, errors });
  }

  @Post('import')
  async import(@By() by: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    const csv = await readList(request, response);
    const read = readPersonnelActions(csv, await staffIds(this.casework.databases.main.manager));
    if ('actions' in read) return this.store(by, read.actions, response);
    const { t } = response.locals as PageLocals;
    await this.show(response.status(400), { errors: listErrors(read.faults, 'personnelActions', t) });
  }

  private async store(
    { staff }: SignedIn,
    actions: readonly NewPersonnelAction[],
    response: Response,
  ): Promise<void> {
    const fact = { type: 'PersonnelActionsRecorded', body: { count: actions.length } } as const;
    await administer(this.casework, staff.id, fact, (manager) =>
      insertPersonnelActions(manager, actions, staff.id, this.casework.time.now()),
    );
    response.redirect(303, '/personnel-actions?recorded=yes');
  }

  private async show(
    response: Response,
    {
      values = {},
      errors = [],
      isDone = false,
    }: { values?: PostedForm; errors?: FormError[]; isDone?: boolean },
  ): Promise<void> {
    const { language, date } = response.locals as PageLocals;
    const { databases } = this.casework;
    const names = await readNames(databases, language);
    const staff = await listStaff(databases.main.manager);
    const latest = await latestPersonnelActions(databases.main.manager, SHOWN);
    response.render('personnel-actions/personnel-actions', {
      values,
      errors,
      isDone,
      days: daysShown(values, DAYS),
      staff: staff.map(({ id }) => ({ value: id, text: names.person(id) })),
      kinds: PERSONNEL_ACTION_KINDS.map((kind) => ({
        value: kind,
        text: PERSONNEL_ACTION_WORDING[kind][language],
      })),
      latest: latest.map((one) => ({
        who: names.person(one.staff),
        kind: PERSONNEL_ACTION_WORDING[one.kind][language],
        on: date(one.takenOn),
        source: one.source,
      })),
    });
  }
}
