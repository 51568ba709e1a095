import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import { saveVersionSeen } from '#persistence/complainant-reading-store.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { STATUS_OF, type FieldError } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { fieldErrors } from '#web/input/validated.js';
import type { Role } from '#domain/policy/role.js';
import { CHANGE_LANGUAGE, type Language } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { fileChoice } from '#web/evidence/file-choice.presenter.js';
import { showFile, type ShownFile } from '#web/evidence/shown-file.presenter.js';
import { eventText } from '#web/wording/event.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { PUBLIC_STATUS } from '#web/wording/status.wording.js';
import { readMessage } from '../add-evidence/message-with-files.js';
import { shownDueDates } from '../complaint-form/due-dates.presenter.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { openProtected } from '../protection/protected-person.js';
import type { TrackedFile } from './tracked-case.presenter.js';
import { openTracked, writeToTracked, type Receipt } from './track-complaint.js';
import { TrackedReceipt } from './tracked-receipt.decorator.js';
import { messageTitle } from './own-message.wording.js';
import { TrackingSession } from './tracking-session.js';

const CASE = '/track/case';
const words = plainText(10_000);

/** What one form on the tracking pages sends. */
type Wanted = 'message' | 'review' | 'withdrawal';
type Asked = Exclude<Wanted, 'message'>;

/** The writing that a posted form makes, or what is wrong with it. */
function writingOf(wanted: Asked, form: PostedForm): ComplainantWriting | FieldError[] {
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

const speakerText = ({ role, name }: { role: Role; name: string | null }, language: Language): string =>
  name === null ? ROLE_WORDING[role][language] : `${name} (${ROLE_WORDING[role][language]})`;

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
      const { reference } = found.tracked;
      this.session.begin(response, { ...receipt, reference, seen: found.versionSeen });
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
  async write(
    @TrackedReceipt() receipt: Receipt,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const posted = await readMessage(receipt, request, response, this.services);
    if ('writing' in posted) return this.give('message', receipt, posted.form, posted.writing, response);
    const { t, language } = response.locals as PageLocals;
    const errors = shownErrors(posted.errors, t, language);
    response.status(errors.length > 0 ? STATUS_OF.validation : 200);
    await this.render(response, receipt, { form: posted.form, errors });
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
      backLink: `${CASE}/withdraw`,
      languageAction: 'check',
    });
  }

  @Post('leave')
  leave(@Res() response: Response): void {
    this.session.end(response);
    response.redirect(303, '/track');
  }

  private async send(wanted: Asked, receipt: Receipt, form: PostedForm, response: Response): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    if (textOf(form, 'action') === CHANGE_LANGUAGE) return this.again(wanted, receipt, form, [], response);
    const writing = writingOf(wanted, form);
    if (!Array.isArray(writing)) return this.give(wanted, receipt, form, writing, response);
    response.status(STATUS_OF.validation);
    return this.again(wanted, receipt, form, shownErrors(writing, t, language), response);
  }

  private async again(
    wanted: Wanted,
    receipt: Receipt,
    form: PostedForm,
    errors: ShownError[],
    response: Response,
  ): Promise<void> {
    if (wanted === 'message') await this.render(response, receipt, { form, errors });
    else this.renderForm(response, wanted, { form, errors });
  }

  private async give(
    wanted: Wanted,
    receipt: Receipt,
    form: PostedForm,
    writing: ComplainantWriting,
    response: Response,
  ): Promise<void> {
    const { language } = response.locals as PageLocals;
    const written = await writeToTracked(receipt, writing, this.services);
    if (!isRefusal(written)) {
      response.redirect(303, `${CASE}?sent=${wanted}`);
      return;
    }
    response.status(STATUS_OF.refused);
    const errors = [{ field: 'text', target: 'text', text: phraseRefusal(written, language) }];
    return this.again(wanted, receipt, form, errors, response);
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
    const locals = response.locals as PageLocals;
    const { language } = locals;
    const { tracked, policy, version, isNamed } = found;
    const shown = ({ name, ...file }: TrackedFile): ShownFile =>
      showFile({ ...file, hash: '' }, name, locals);
    const protection = (await openProtected(receipt, this.services))?.protection;
    const sent: unknown = response.req.query['sent'];
    response.render('track-complaint/case', {
      tracked,
      isNamed,
      status: PUBLIC_STATUS[tracked.status][language],
      milestones: tracked.milestones.map(({ event, at }) => ({ at, text: eventText(event, language) })),
      messages: tracked.messages.map((message) => ({
        ...message,
        title: messageTitle(message, language),
        speaker: message.by && speakerText(message.by, language),
        shownFiles: message.files.map(shown),
      })),
      newMessages: tracked.messages.filter(({ isNew }) => isNew).length,
      waiting: tracked.waiting.map(shown),
      ...fileChoice(this.services.evidence.limits),
      wrongFiles: (errors ?? []).filter(({ field }) => field === 'files').map(({ text }) => text),
      keepsOriginal: textOf(form, 'keepOriginal') === 'yes',
      outsideBody: policy.outsideBody[language],
      dueDates: shownDueDates(tracked.clocks, language, policy, this.services.time.now()),
      sent: ['message', 'review', 'withdrawal'].find((one) => one === sent),
      protection: protection && {
        isAsked: protection.asked !== null,
        isAccessed: protection.accesses.length > 0,
      },
      answers: form,
      errors,
      key: form['key'] ?? randomUUID(),
      reviewUntil: tracked.clocks.find(({ id }) => id === 'review-window')?.dueAt,
      formAction: `${CASE}/message`,
      languageAction: tracked.may.write ? CHANGE_LANGUAGE : undefined,
    });
    await saveVersionSeen(this.services.databases.main.manager, tracked.reference, version);
  }
}
