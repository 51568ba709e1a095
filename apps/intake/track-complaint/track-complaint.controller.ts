import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { STATUS_OF, type FieldError } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { fieldErrors } from '#web/input/validated.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { eventText } from '#web/wording/event.wording.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { PUBLIC_STATUS } from '#web/wording/status.wording.js';
import { shownDueDates } from '../complaint-form/due-dates.presenter.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { openTracked, writeToTracked, type Receipt } from './track-complaint.js';
import { TrackedReceipt } from './tracked-receipt.decorator.js';
import { TrackingSession } from './tracking-session.js';

const CASE = '/track/case';
const words = plainText(10_000);

/** What one form on the tracking pages sends. */
type Wanted = 'message' | 'review' | 'withdrawal';

/** The writing that a posted form makes, or what is wrong with it. */
function writingOf(wanted: Wanted, form: PostedForm): ComplainantWriting | FieldError[] {
  const idempotencyKey = textOf(form, 'key') || randomUUID();
  const typed = textOf(form, 'text');
  const isOptional = wanted === 'withdrawal' && typed.trim() === '';
  const parsed = words.safeParse(typed);
  if (!parsed.success && !isOptional)
    return fieldErrors(parsed.error).map((error) => ({ ...error, field: 'text' }));
  const text = parsed.success ? parsed.data : undefined;
  if (wanted === 'withdrawal') {
    const pressed = textOf(form, 'wasPressed');
    const wasPressed = pressed === 'yes' ? true : pressed === 'no' ? false : null;
    return { kind: wanted, idempotencyKey, wasPressed, ...(text !== undefined && { text }) };
  }
  return { kind: wanted, idempotencyKey, text: text ?? '' };
}

@Controller('track')
export class TrackComplaintController {
  private readonly session: TrackingSession;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.session = new TrackingSession(services);
  }

  @Get()
  ask(@Res() response: Response): void {
    response.render('track-complaint/track', { answers: {}, backLink: '/' });
  }

  @Post()
  async open(@Body() form: PostedForm, @Res() response: Response): Promise<void> {
    const receipt = { reference: textOf(form, 'reference'), code: textOf(form, 'code') };
    const found = await openTracked(receipt, this.services);
    if (found !== null) {
      this.session.begin(response, receipt);
      response.redirect(303, CASE);
      return;
    }
    const { t, language } = response.locals as PageLocals;
    // One answer, whichever of the two is wrong: nobody learns which references there are.
    const errors = shownErrors([{ field: 'reference', code: 'invalid' }], t, language);
    response.status(STATUS_OF['not-found']).render('track-complaint/track', {
      answers: { reference: receipt.reference },
      errors,
      backLink: '/',
    });
  }

  @Get('case')
  async show(@TrackedReceipt() receipt: Receipt, @Res() response: Response): Promise<void> {
    await this.render(response, receipt, {});
  }

  @Get('case/review')
  askForReview(@TrackedReceipt() _: Receipt, @Res() response: Response): void {
    this.renderForm(response, 'review', {});
  }

  @Get('case/withdraw')
  askToWithdraw(@TrackedReceipt() _: Receipt, @Res() response: Response): void {
    this.renderForm(response, 'withdrawal', {});
  }

  /** Where a message was sent from and came back: a page that is loaded again there. */
  @Get('case/message')
  written(@Res() response: Response): void {
    response.redirect(303, CASE);
  }

  @Post('case/message')
  write(
    @TrackedReceipt() receipt: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    return this.send('message', receipt, form, response);
  }

  @Post('case/review')
  review(
    @TrackedReceipt() receipt: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    return this.send('review', receipt, form, response);
  }

  /** Nothing is withdrawn before the page that says what it means has been answered. */
  @Post('case/withdraw')
  async withdraw(
    @TrackedReceipt() receipt: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const action = textOf(form, 'action');
    if (action === 'change') {
      this.renderForm(response, 'withdrawal', { form });
      return;
    }
    const isWrong = Array.isArray(writingOf('withdrawal', form));
    if (action === 'send' || action === CHANGE_LANGUAGE || isWrong)
      return this.send('withdrawal', receipt, form, response);
    response.render('track-complaint/withdrawal-check', {
      answers: form,
      reference: receipt.reference,
      languageAction: 'check',
    });
  }

  @Post('leave')
  leave(@Res() response: Response): void {
    this.session.end(response);
    response.redirect(303, '/track');
  }

  private async send(wanted: Wanted, receipt: Receipt, form: PostedForm, response: Response): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    const again = async (status: number, errors: ShownError[]): Promise<void> => {
      response.status(status);
      if (wanted === 'message') await this.render(response, receipt, { form, errors });
      else this.renderForm(response, wanted, { form, errors });
    };
    if (textOf(form, 'action') === CHANGE_LANGUAGE) return again(200, []);
    const writing = writingOf(wanted, form);
    if (Array.isArray(writing)) return again(STATUS_OF.validation, shownErrors(writing, t, language));
    const written = await writeToTracked(receipt, writing, this.services);
    if (isRefusal(written))
      await again(STATUS_OF.refused, [
        { field: 'text', target: 'text', text: phraseRefusal(written, language) },
      ]);
    else response.redirect(303, `${CASE}?sent=${wanted}`);
  }

  private renderForm(
    response: Response,
    wanted: Wanted,
    page: { form?: PostedForm; errors?: ShownError[] },
  ): void {
    response.render(`track-complaint/${wanted}`, {
      answers: page.form ?? {},
      errors: page.errors,
      key: page.form?.['key'] ?? randomUUID(),
      backLink: CASE,
      languageAction: CHANGE_LANGUAGE,
    });
  }

  private async render(
    response: Response,
    receipt: Receipt,
    { form = {}, errors }: { form?: PostedForm; errors?: ShownError[] },
  ): Promise<void> {
    const found = await openTracked(receipt, this.services);
    if (found === null) {
      this.session.end(response);
      throw new Elsewhere('/track');
    }
    const { language } = response.locals as PageLocals;
    const { tracked, policy } = found;
    const sent: unknown = response.req.query['sent'];
    response.render('track-complaint/case', {
      tracked,
      status: PUBLIC_STATUS[tracked.status][language],
      milestones: tracked.milestones.map(({ event, at }) => ({ at, text: eventText(event, language) })),
      messages: tracked.messages.map((message) => ({
        ...message,
        title: eventText(message.about, language),
      })),
      dueDates: shownDueDates(tracked.clocks, language, policy, this.services.time.now()),
      sent: ['message', 'review', 'withdrawal'].find((one) => one === sent),
      answers: form,
      errors,
      key: form['key'] ?? randomUUID(),
      reviewUntil: tracked.clocks.find(({ id }) => id === 'review-window')?.dueAt,
      formAction: `${CASE}/message`,
      languageAction: tracked.may.write ? CHANGE_LANGUAGE : undefined,
    });
  }
}
