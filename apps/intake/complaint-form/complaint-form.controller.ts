import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { dateOf } from '#domain/time/instant.js';
import type { Policy } from '#domain/policy/policy.js';
import { Problem, STATUS_OF, type FieldError } from '#web/errors/problem.js';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import type { Language } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { submitComplaint } from '../submit-complaint/submit-complaint.js';
import { answerRows } from './check-answers.presenter.js';
import type { Answers, Draft, Entrance } from './draft.js';
import { DraftKeeper } from './draft-keeper.js';
import { shownDueDates } from './due-dates.presenter.js';
import { shownErrors } from './form-errors.js';
import { textOf, type FormStep, type PostedForm, type StepContext } from './form-step.js';
import { complaintOf, firstOpenStep, previousStep, stepOf } from './steps.js';
import { withOneMore, withoutOne } from './steps/accused.step.js';

const CHECK = '/complain/check';
const pathOf = ({ id }: FormStep): string => `/complain/${id}`;
const isEntrance = (about: unknown): about is Entrance => about === 'integrity' || about === 'other';

/** The form, one question a page: each page posts to itself and leads on to the first open question. */
@Controller()
export class ComplaintFormController {
  private readonly drafts: DraftKeeper;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.drafts = new DraftKeeper(services);
  }

  @Get()
  start(@Res() response: Response): void {
    response.render('complaint-form/start');
  }

  @Get('complain')
  privacy(@Query('about') about: unknown, @Res() response: Response): void {
    if (isEntrance(about)) response.render('complaint-form/privacy', { about, backLink: '/' });
    else response.redirect(303, '/');
  }

  @Post('complain')
  async begin(@Body() form: PostedForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { about } = form;
    if (!isEntrance(about)) throw new Problem('not-found');
    const earlier = await this.drafts.read(request);
    const answers = earlier !== null && earlier.filed === undefined ? earlier.answers : {};
    if (earlier?.entrance !== about) delete answers.category;
    await this.drafts.save(request, response, { id: randomUUID(), entrance: about, answers });
    response.redirect(303, '/complain/category');
  }

  @Get('complain/check')
  async check(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const draft = await this.openDraft(request, response);
    if (draft === null) return;
    const { context, policy } = await this.context();
    const open = firstOpenStep(draft, context);
    if (open !== null) {
      response.redirect(303, pathOf(open));
      return;
    }
    const { t } = response.locals as PageLocals;
    const rows = answerRows(complaintOf(draft, language), policy, t, language);
    response.render('complaint-form/check', { rows, backLink: this.backLink(draft, null) });
  }

  @Post('complain/check')
  async file(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const draft = await this.openDraft(request, response);
    if (draft === null) return;
    const { context } = await this.context();
    if (firstOpenStep(draft, context) !== null) {
      response.redirect(303, CHECK);
      return;
    }
    const answer = await submitComplaint(
      complaintOf(draft, language),
      { channel: 'web', idempotencyKey: draft.id },
      this.services,
    );
    // What was typed is sealed in the case now; only the receipt is kept, to be read and printed.
    await this.drafts.save(request, response, { ...draft, answers: {}, filed: { answer } });
    response.redirect(303, '/complain/done');
  }

  @Get('complain/done')
  async done(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const draft = await this.drafts.read(request);
    if (draft?.filed === undefined) {
      response.redirect(303, '/');
      return;
    }
    const { answer } = draft.filed;
    const { policy } = await this.context();
    response.render('complaint-form/done', {
      answer,
      isDeemedLater: answer.filedAt !== answer.deemedReceivedAt,
      dueDates: shownDueDates(answer.clocks, language, policy, answer.filedAt),
    });
  }

  @Post('complain/finish')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.drafts.forget(request, response);
    response.redirect(303, '/');
  }

  @Get('complain/:step')
  async ask(
    @Param('step') id: string,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const step = this.step(id);
    const draft = await this.openDraft(request, response);
    if (draft === null) return;
    await this.render(response, language, { draft, step, answers: draft.answers[step.id] ?? step.read({}) });
  }

  @Post('complain/:step')
  async answer(
    @Param('step') id: string,
    @Body() form: PostedForm,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const step = this.step(id);
    const draft = await this.openDraft(request, response);
    if (draft === null) return;
    const { context } = await this.context();
    const answers = step.read(form);
    const resized = this.resized(step, answers, textOf(form, 'action'));
    const errors = resized === null ? step.errors(answers, draft, context) : [];
    if (errors.length > 0) {
      await this.render(response, language, { draft, step, answers, errors });
      return;
    }
    const now: Draft = { ...draft, answers: { ...draft.answers, [step.id]: resized ?? answers } };
    await this.drafts.save(request, response, now);
    if (resized !== null) response.redirect(303, pathOf(step));
    else response.redirect(303, this.next(now, context));
  }

  private next(draft: Draft, context: StepContext): string {
    const open = firstOpenStep(draft, context);
    return open === null ? CHECK : pathOf(open);
  }

  /** The list of officials after "add another" or "remove"; null when the person goes on. */
  private resized(
    step: FormStep,
    answers: Answers[keyof Answers],
    action: string,
  ): Answers['accused'] | null {
    if (step.id !== 'accused') return null;
    const officials = answers as Answers['accused'];
    if (action === 'add') return withOneMore(officials);
    const removed = /^remove-(\d+)$/.exec(action);
    return removed === null ? null : withoutOne(officials, Number(removed[1]));
  }

  private step(id: string): FormStep {
    const step = stepOf(id);
    if (step === null) throw new Problem('not-found');
    return step;
  }

  private async context(): Promise<{ context: StepContext; policy: Policy }> {
    const now = this.services.time.now();
    const { policy } = (await this.services.context(now)).inForce;
    return { policy, context: { categories: policy.categories, today: dateOf(now) } };
  }

  /** The draft that is being written; null when there is none, and the visitor was sent to the start. */
  private async openDraft(request: Request, response: Response): Promise<Draft | null> {
    const draft = await this.drafts.read(request);
    if (draft !== null && draft.filed === undefined) return draft;
    response.redirect(303, draft === null ? '/' : '/complain/done');
    return null;
  }

  private backLink(draft: Draft, step: FormStep | null): string {
    const before = previousStep(draft, step);
    return before === null ? `/complain?about=${draft.entrance}` : pathOf(before);
  }

  private async render(
    response: Response,
    language: Language,
    page: { draft: Draft; step: FormStep; answers: object; errors?: FieldError[] },
  ): Promise<void> {
    const { draft, step, answers, errors = [] } = page;
    const { policy } = await this.context();
    const { t } = response.locals as PageLocals;
    const isIntegrity = draft.entrance === 'integrity';
    response.status(errors.length > 0 ? STATUS_OF.validation : 200).render(`complaint-form/${step.id}`, {
      answers,
      entrance: draft.entrance,
      mode: draft.answers.identity?.mode,
      categories: policy.categories.filter((category) => category.isIntegrity === isIntegrity),
      units: policy.units,
      errors: shownErrors(errors, t, language),
      backLink: this.backLink(draft, step),
    });
  }
}
