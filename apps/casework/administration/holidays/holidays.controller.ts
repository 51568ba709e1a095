import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { declaredHolidays } from '#persistence/holiday-store.js';
import { policyInForce } from '#persistence/policy-store.js';
import { day } from '#web/input/day.schema.js';
import { plainText } from '#web/input/plain-text.schema.js';
import type { PageLocals } from '#web/page-locals.js';
import { clockName } from '#web/wording/why.wording.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { daysShown, withDays } from '../../staff-access/typed-days.form.js';
import { formErrors, type FormError } from '../form-errors.js';
import { CalendarChanges, type CalendarChange } from './calendar-change.js';

const schema = z.object({
  date: day,
  nameTh: plainText(200),
  nameEn: plainText(200),
  reason: plainText(500),
  isRemoval: z
    .string()
    .optional()
    .transform((text) => text === 'yes'),
});
type Form = Record<string, string>;
const DAYS = ['date'];

@Controller('administration/holidays')
@OpenTo('administrator')
export class HolidaysController {
  constructor(
    private readonly casework: Casework,
    private readonly changes: CalendarChanges,
  ) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    return this.show(response, {}, []);
  }

  @Post('preview')
  @HttpCode(200)
  async preview(@By() signedIn: SignedIn, @Body() body: Form, @Res() response: Response): Promise<void> {
    const change = await this.read(body, response);
    if (change === null) return;
    const { language, date } = response.locals as PageLocals;
    const moves = await this.changes.preview(signedIn, change);
    response.render('administration/holidays/preview', {
      change,
      backLink: '/administration/holidays',
      day: date(change.holiday.date),
      moves: moves.map(({ reference, clock, policy, from, to }) => ({
        reference,
        clock: clockName(clock, language, policy),
        from: date(from),
        to: date(to),
      })),
    });
  }

  @Post()
  async apply(@By() signedIn: SignedIn, @Body() body: Form, @Res() response: Response): Promise<void> {
    const change = await this.read(body, response);
    if (change === null) return;
    await this.changes.apply(signedIn, change);
    response.redirect(303, '/administration/holidays');
  }

  /** The change that the form asks for; null when the form was shown again with its errors. */
  private async read(body: Form, response: Response): Promise<CalendarChange | null> {
    const { t } = response.locals as PageLocals;
    const form = withDays(body, DAYS);
    const parsed = schema.safeParse(form);
    const again = async (errors: FormError[]): Promise<null> => {
      await this.show(response.status(400), body, errors);
      return null;
    };
    if (!parsed.success) return again(formErrors(parsed.error, 'holidays', t, form));
    const { date, nameTh, nameEn, reason, isRemoval } = parsed.data;
    const declared = await declaredHolidays(this.casework.databases.main.manager);
    const isDeclared = declared.some((holiday) => holiday.date === date);
    if (isRemoval ? !isDeclared : await this.changes.isHoliday(date))
      return again([{ field: 'date', text: t(isRemoval ? 'holidays.notDeclared' : 'holidays.already') }]);
    return { holiday: { date, name: { th: nameTh, en: nameEn } }, isRemoval, reason };
  }

  private async show(response: Response, values: Form, errors: FormError[]): Promise<void> {
    const { language, date } = response.locals as PageLocals;
    const { manager } = this.casework.databases.main;
    const { policy } = await policyInForce(manager, this.casework.time.now());
    response.render('administration/holidays/holidays', {
      values,
      days: daysShown(values, DAYS),
      errors,
      declared: (await declaredHolidays(manager)).map((holiday) => ({
        ...holiday,
        day: date(holiday.date),
        shown: holiday.name[language],
      })),
      pack: policy.calendar.holidays.map((holiday) => ({
        day: date(holiday.date),
        shown: holiday.name[language],
      })),
    });
  }
}
