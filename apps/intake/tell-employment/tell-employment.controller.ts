import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isRefusal } from '#domain/complaint/refusal.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { STATUS_OF } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { fieldErrors } from '#web/input/validated.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { openProtected } from '../protection/protected-person.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { TrackedReceipt } from '../track-complaint/tracked-receipt.decorator.js';
import { choiceOf, chosen, EMPLOYMENT_ANSWERS, employmentSchema } from './employment.form.js';
import { tellEmploymentOf } from './tell-employment.js';

const PROTECTION = '/track/case/protection';

/** Whether the complainant works for the agency, which those who protect have to know. */
@Controller('track/case/protection/employment')
export class TellEmploymentController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get()
  show(@TrackedReceipt() receipt: Receipt, @Res() response: Response): Promise<void> {
    return this.render(response, receipt, {});
  }

  @Post()
  async tell(
    @TrackedReceipt() receipt: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    const again = (status: number, errors: ShownError[]): Promise<void> =>
      this.render(response.status(status), receipt, { form, errors });
    if (textOf(form, 'action') === CHANGE_LANGUAGE) return again(200, []);
    const parsed = employmentSchema.safeParse({ worksHere: chosen(textOf(form, 'worksHere')) });
    if (!parsed.success)
      return again(STATUS_OF.validation, shownErrors(fieldErrors(parsed.error), t, language));
    const idempotencyKey = textOf(form, 'key') || randomUUID();
    const told = await tellEmploymentOf(receipt, { idempotencyKey, ...parsed.data }, this.services);
    if (isRefusal(told))
      return again(STATUS_OF.refused, [
        { field: 'worksHere', target: 'worksHere', text: phraseRefusal(told, language) },
      ]);
    response.redirect(303, `${PROTECTION}?sent=employment`);
  }

  private async render(
    response: Response,
    receipt: Receipt,
    { form, errors }: { form?: PostedForm; errors?: ShownError[] },
  ): Promise<void> {
    const found = await openProtected(receipt, this.services);
    if (found === null) throw new Elsewhere('/track/case');
    const { t } = response.locals as PageLocals;
    response.render('tell-employment/tell-employment', {
      choices: EMPLOYMENT_ANSWERS.map((value) => ({ value, text: t(`protection.employment-${value}`) })),
      choice: form === undefined ? choiceOf(found.protection.worksHere) : textOf(form, 'worksHere'),
      errors,
      key: (form && textOf(form, 'key')) || randomUUID(),
      backLink: PROTECTION,
      languageAction: CHANGE_LANGUAGE,
    });
  }
}
