import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused } from '#filing/filing-answer.js';
import { filingContext } from '#filing/filing-context.js';
import { policyInForce } from '#persistence/policy-store.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { clockName } from '#web/wording/why.wording.js';
import { formErrors, type FormError } from '../administration/form-errors.js';
import { Casework } from '../casework.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import {
  CHANNELS,
  enteredComplaintSchema,
  filingRequestOf,
  IDENTITY_MODES,
  isInFuture,
  receivedAt,
} from './entered-complaint.form.js';

@Controller('enter-complaint')
@OpenTo('central-desk')
export class EnterComplaintController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    return this.show(response, { commandId: randomUUID(), identityMode: 'confidential' }, []);
  }

  @Post()
  async enter(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const { t, language, date } = response.locals as PageLocals;
    const again = (errors: FormError[]): Promise<void> => this.show(response.status(400), body, errors);
    const parsed = enteredComplaintSchema.safeParse(body);
    if (!parsed.success) return again(onFields(formErrors(parsed.error, 'enter', t, body)));
    const { databases, keyring, time } = this.casework;
    const now = time.now();
    const { receivedOn } = parsed.data;
    if (isInFuture(receivedOn, now)) return again([{ field: 'day', text: t('enter.futureDate') }]);
    const { policy } = await policyInForce(databases.main.manager, now);
    const at = receivedAt(receivedOn, policy.calendar.officeHours.opensAtMinute, now);
    const answer = await fileComplaint(filingRequestOf(parsed.data, staff.id, at), {
      databases,
      keyring,
      time,
      context: filingContext(databases.main.manager),
    });
    if (isFilingRefused(answer)) {
      if (answer.refused === 'IdempotencyKeyReused') throw new Problem('idempotency-key-reused');
      return again([{ field: 'category', text: t('casework.invalid', { field: t('enter.category') }) }]);
    }
    response.status(201).render('enter-complaint/entered', {
      ...answer,
      clocks: answer.clocks.map(({ id, dueAt }) => ({
        name: clockName(id, language, policy),
        due: date(dueAt),
      })),
    });
  }

  private async show(response: Response, values: Record<string, string>, errors: FormError[]): Promise<void> {
    const { language, t } = response.locals as PageLocals;
    const { databases, time } = this.casework;
    const { policy } = await policyInForce(databases.main.manager, time.now());
    response.render('enter-complaint/enter-complaint', {
      values,
      errors,
      channels: CHANNELS.map((channel) => ({ value: channel, text: t(`channel.${channel}`) })),
      modes: IDENTITY_MODES.map((mode) => ({ value: mode, text: t(`identity.${mode}`) })),
      categories: policy.categories.map(({ id, name, hint }) => ({
        value: id,
        text: name[language],
        hint: { text: hint[language] },
      })),
    });
  }
}

/** A date that does not exist is reported at its first part. */
const onFields = (errors: FormError[]): FormError[] =>
  errors.map(({ field, text }) => ({ field: field === 'receivedOn' ? 'day' : field, text }));
