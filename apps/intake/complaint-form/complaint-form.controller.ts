import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  type PipeTransform,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { addMs, dateOf } from '#domain/time/instant.js';
import type { Policy } from '#domain/policy/policy.js';
import { resized } from '#web/complaint/officials.form.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { Problem, STATUS_OF, type FieldError } from '#web/errors/problem.js';
import { shownErrors } from '#web/errors/shown-error.js';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import { CHANGE_LANGUAGE, type Language } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { DraftFiles } from '../add-evidence/draft-files.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { FilingTurns } from '../rate-limit/filing-turns.js';
import { agencyDomain } from '../submit-complaint/agency-domain.js';
import { submitComplaint } from '../submit-complaint/submit-complaint.js';
import { answerRows } from './check-answers.presenter.js';
import { isUnsent, type Answers, type Draft, type Entrance } from './draft.js';
import { DraftKeeper } from './draft-keeper.js';
import { draftMark } from './draft-mark.js';
import type { FormStep, StepContext } from './form-step.js';
import { OpenDraft } from './open-draft.decorator.js';
import { shownFiling } from './shown-filing.js';
import { isShown, SHOWN_MINUTES } from './shown-receipt.js';
import { complaintOf, firstOpenStep, previousStep, stepOf } from './steps.js';

const CHECK = '/complain/check';
const QUEUE = '/complain/queue';
const LONGEST_LOOK_S = 15;
const pathOf = ({ id }: FormStep): string => `/complain/${id}`;
const isEntrance = (about: unknown): about is Entrance => about === 'integrity' || about === 'other';

class AskedStep implements PipeTransform<string, FormStep> {
  transform(id: string): FormStep {
    const step = stepOf(id);
    if (step === null) throw new Problem('not-found');
    return step;
  }
}

/** The form, one question a page: each page posts to itself and leads on to the first open question. */
@Controller()
export class ComplaintFormController {
  private readonly drafts: DraftKeeper;
  private readonly files: DraftFiles;

  constructor(
    @Inject(INTAKE) private readonly services: IntakeServices,
    private readonly turns: FilingTurns,
  ) {
    this.drafts = new DraftKeeper(services);
    this.files = new DraftFiles(services, this.drafts);
  }

  @Get()
  start(@Res() response: Response): void {
    response.render('complaint-form/start');
  }

  @Get('complain')
  async privacy(
    @Query('about') about: unknown,
    @Query('anew') anew: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!isEntrance(about)) throw new Elsewhere('/');
    const isAnew = anew === 'yes';
    const isAsked = !isAnew && isUnsent(await this.drafts.read(request));
    response.render(isAsked ? 'complaint-form/unsent' : 'complaint-form/privacy', {
      about,
      anew: isAnew,
      backLink: '/',
    });
  }

  @Post('complain')
  async begin(@Body() form: PostedForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { about, anew } = form;
    if (!isEntrance(about)) throw new Problem('not-found');
    if (anew !== 'yes' && isUnsent(await this.drafts.read(request)))
      throw new Elsewhere(`/complain?about=${about}`);
    await this.files.removeAll(request);
    // Always from nothing: on a shared phone the next person never meets what somebody else left.
    await this.drafts.save(request, response, { id: randomUUID(), entrance: about, answers: {} });
    response.redirect(303, '/complain/category');
  }

  /** The question at which the draft was left. */
  @Get('complain/resume')
  async resume(@OpenDraft() draft: Draft): Promise<void> {
    const { context } = await this.context();
    throw new Elsewhere(this.next(draft, context));
  }

  @Get('complain/check')
  async check(@OpenDraft() draft: Draft, @Res() response: Response): Promise<void> {
    const { context, policy } = await this.context();
    const open = firstOpenStep(draft, context);
    if (open !== null) throw new Elsewhere(pathOf(open));
    const { t, language } = response.locals as PageLocals;
    const rows = answerRows(complaintOf(draft, language), draft.files ?? [], policy, t, language);
    response.render('complaint-form/check', {
      rows,
      mark: draftMark(draft),
      backLink: this.backLink(draft, null),
    });
  }

  @Post('complain/check')
  async file(
    @OpenDraft() draft: Draft,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const { context } = await this.context();
    if (firstOpenStep(draft, context) !== null) throw new Elsewhere(CHECK);
    const wait = draft.queuedUntil === undefined ? this.turns.waitOf(request) : 0;
    if (wait === 0 && draft.queuedUntil === undefined) return this.settle(draft, request, response, language);
    const queuedUntil = draft.queuedUntil ?? addMs(this.services.time.now(), wait);
    await this.drafts.save(request, response, { ...draft, queuedUntil });
    response.redirect(303, QUEUE);
  }

  /** Loads itself again until it is the draft's turn, and files it then: the person has sent it already. */
  @Get('complain/queue')
  async queue(
    @OpenDraft() draft: Draft,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const { context } = await this.context();
    if (draft.queuedUntil === undefined || firstOpenStep(draft, context) !== null) throw new Elsewhere(CHECK);
    const seconds = Math.ceil((Date.parse(draft.queuedUntil) - Date.parse(this.services.time.now())) / 1_000);
    if (seconds <= 0) {
      this.turns.countFiling();
      return this.settle(draft, request, response, language);
    }
    response.setHeader('Refresh', Math.min(seconds, LONGEST_LOOK_S));
    response.render('complaint-form/queue', { seconds });
  }

  private async settle(
    draft: Draft,
    request: Request,
    response: Response,
    language: Language,
  ): Promise<void> {
    const answer = await submitComplaint(
      complaintOf(draft, language),
      { channel: 'web', idempotencyKey: draft.id, evidence: draft.files ?? [] },
      this.services,
    );
    // What was typed is sealed in the case now; only the receipt is kept, to be read and printed.
    await this.drafts.save(request, response, { ...draft, answers: {}, files: [], filed: { answer } });
    response.redirect(303, '/complain/done');
  }

  @Get('complain/done')
  async done(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const draft = await this.drafts.read(request);
    if (draft?.filed === undefined) throw new Elsewhere('/');
    const { answer } = draft.filed;
    if (!isShown(answer, this.services.time.now())) {
      await this.drafts.forget(request, response);
      response.render('complaint-form/cleared', { minutes: SHOWN_MINUTES });
      return;
    }
    response.render('complaint-form/done', {
      ...(await shownFiling(answer, language, this.services)),
      receiptFile: '/complain/done/receipt.json',
      finish: '/complain/finish',
    });
  }

  @Post('complain/finish')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.drafts.forget(request, response);
    response.redirect(303, '/');
  }

  @Get('complain/:step')
  async ask(
    @Param('step', AskedStep) step: FormStep,
    @OpenDraft() draft: Draft,
    @Res() response: Response,
  ): Promise<void> {
    const answers = draft.answers[step.id] ?? step.suggest?.(draft) ?? step.read({});
    await this.render(response, { draft, step, answers });
  }

  @Post('complain/:step')
  async answer(
    @Param('step', AskedStep) step: FormStep,
    @OpenDraft() draft: Draft,
    @Body() form: PostedForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const answers = step.read(form);
    const action = textOf(form, 'action');
    if (action === CHANGE_LANGUAGE) return this.render(response, { draft, step, answers });
    const { context } = await this.context();
    const resized = this.resized(step, answers, action);
    const errors = resized === null ? step.errors(answers, draft, context) : [];
    if (errors.length > 0) return this.render(response, { draft, step, answers, errors });
    const now: Draft = { ...draft, answers: { ...draft.answers, [step.id]: resized ?? answers } };
    await this.drafts.save(request, response, now);
    response.redirect(303, resized === null ? this.next(now, context) : pathOf(step));
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
    const accused = resized((answers as Answers['accused']).accused, action);
    return accused && { accused };
  }

  private async context(): Promise<{ context: StepContext; policy: Policy }> {
    const now = this.services.time.now();
    const agency = await this.services.context(now);
    const { policy } = agency.inForce;
    const isAgencyMailbox = agencyDomain(agency);
    return { policy, context: { categories: policy.categories, today: dateOf(now), isAgencyMailbox } };
  }

  private backLink(draft: Draft, step: FormStep | null): string {
    const before = previousStep(draft, step);
    return before === null ? `/complain?about=${draft.entrance}` : pathOf(before);
  }

  private async render(
    response: Response,
    page: { draft: Draft; step: FormStep; answers: object; errors?: FieldError[] },
  ): Promise<void> {
    const { draft, step, answers, errors = [] } = page;
    const { policy } = await this.context();
    const { t, language } = response.locals as PageLocals;
    const isIntegrity = draft.entrance === 'integrity';
    response.status(errors.length > 0 ? STATUS_OF.validation : 200).render(`complaint-form/${step.id}`, {
      answers,
      entrance: draft.entrance,
      mark: draftMark(draft),
      mode: draft.answers.identity?.mode,
      categories: policy.categories.filter((category) => category.isIntegrity === isIntegrity),
      units: policy.units,
      errors: shownErrors(errors, t, language),
      backLink: this.backLink(draft, step),
      languageAction: CHANGE_LANGUAGE,
    });
  }
}
