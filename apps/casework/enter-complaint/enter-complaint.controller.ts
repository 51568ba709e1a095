import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Policy } from '#domain/policy/policy.js';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused, type FilingAnswer } from '#filing/filing-answer.js';
import { filingContext } from '#filing/filing-context.js';
import { isAgencyMailbox } from '#mail/agency-mailbox.js';
import { policyInForce } from '#persistence/policy-store.js';
import { listStaff } from '#persistence/staff-store.js';
import { identityMode } from '#web/complaint/complaint.schema.js';
import { resized } from '#web/complaint/officials.form.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Problem, type FieldError } from '#web/errors/problem.js';
import { shownErrors } from '#web/errors/shown-error.js';
import type { PageLocals } from '#web/page-locals.js';
import { clockName } from '#web/wording/why.wording.js';
import { Casework } from '../casework.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { CHANNELS, entered, filingRequestOf, type EnteredComplaint } from './entered-complaint.form.js';
import { readEntered, type EnteredValues } from './entered-values.form.js';

const COMMAND_ID = /^[\w-]{20,128}$/;

/** What came by letter, telephone, walk-in or e-mail becomes a complaint like those of the public site. */
@Controller('enter-complaint')
@OpenTo('central-desk')
export class EnterComplaintController {
  constructor(private readonly casework: Casework) {}

  @Get()
  page(@Res() response: Response): Promise<void> {
    const preset = { commandId: randomUUID(), mode: 'confidential', language: 'th' };
    return this.show(response, readEntered(preset));
  }

  @Post()
  @HttpCode(200)
  async enter(@By() { staff }: SignedIn, @Body() form: PostedForm, @Res() response: Response): Promise<void> {
    const values = readEntered(form);
    const accused = resized(values.accused, textOf(form, 'action'));
    if (accused !== null) return this.show(response, { ...values, accused });
    const { commandId } = values;
    if (!COMMAND_ID.test(commandId)) throw new Problem('validation');

    const now = this.casework.time.now();
    const policy = await this.policy();
    const { officeHours } = policy.calendar;
    const isAgencyMailbox = await this.agencyMailboxes(policy);
    const complaint = entered(values, { now, officeHours, isAgencyMailbox, categories: policy.categories });
    if (Array.isArray(complaint)) return this.show(response.status(400), values, complaint);
    const answer = await this.file(complaint, { staff: staff.id, commandId });
    const { language, date } = response.locals as PageLocals;
    response.status(201).render('enter-complaint/entered', {
      ...answer,
      clocks: answer.clocks.map(({ id, dueAt }) => ({
        name: clockName(id, language, policy),
        due: date(dueAt),
      })),
    });
  }

  private async file(
    complaint: EnteredComplaint,
    by: { staff: string; commandId: string },
  ): Promise<FilingAnswer> {
    const { databases, keyring, time } = this.casework;
    const context = filingContext(databases.main.manager);
    const answer = await fileComplaint(filingRequestOf(complaint, by), {
      databases,
      keyring,
      time,
      context,
    });
    if (!isFilingRefused(answer)) return answer;
    throw answer.refused === 'IdempotencyKeyReused'
      ? new Problem('idempotency-key-reused')
      : new Problem('validation', [{ field: 'category', code: 'not-allowed' }]);
  }

  private async agencyMailboxes({ agency }: Policy): Promise<(address: string) => boolean> {
    const addresses = (await listStaff(this.casework.databases.main.manager)).map(({ email }) => email);
    return (address) => isAgencyMailbox(address, agency.website, addresses);
  }

  private async policy(): Promise<Policy> {
    const { databases, time } = this.casework;
    return (await policyInForce(databases.main.manager, time.now())).policy;
  }

  private async show(response: Response, values: EnteredValues, errors: FieldError[] = []): Promise<void> {
    const { language, t } = response.locals as PageLocals;
    const { categories, units } = await this.policy();
    response.render('enter-complaint/enter-complaint', {
      values,
      errors: shownErrors(errors, t, language),
      channels: CHANNELS.map((channel) => ({ value: channel, text: t(`channel.${channel}`) })),
      modes: identityMode.options.map((mode) => ({ value: mode, text: t(`identity.${mode}`) })),
      languages: ['th', 'en'].map((value) => ({ value, text: t(`enter.language.${value}`) })),
      categories: categories.map(({ id, name, hint }) => ({
        value: id,
        text: name[language],
        hint: { text: hint[language] },
      })),
      units,
    });
  }
}
