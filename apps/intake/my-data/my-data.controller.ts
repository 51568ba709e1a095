import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isRefusal } from '#domain/complaint/refusal.js';
import { dataRequestRules } from '#domain/data-request/data-request-policy.js';
import type { Policy } from '#domain/policy/policy.js';
import { fileDataRequest, repeatedDataRequest } from '#filing/file-data-request.js';
import { openDataRequest, withdrawDataRequest } from '#filing/requester.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Problem, STATUS_OF } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { citationText } from '#web/wording/citation.wording.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { formatSpan } from '#web/wording/span.wording.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { isShown, SHOWN_MINUTES, shownUntil } from '../complaint-form/shown-receipt.js';
import { FilingTurns } from '../rate-limit/filing-turns.js';
import { requestOf, typedIn } from './my-data.form.js';

interface Receipt {
  reference: string;
  code: string;
}
const receiptOf = (form: PostedForm): Receipt => ({
  reference: textOf(form, 'reference'),
  code: textOf(form, 'code'),
});

/** Asking for one's own data (PDPA s. 30). No answer of these pages depends on any case. */
@Controller('my-data')
export class MyDataController {
  constructor(
    @Inject(INTAKE) private readonly services: IntakeServices,
    private readonly turns: FilingTurns,
  ) {}

  @Get()
  ask(@Res() response: Response): Promise<void> {
    return this.form(response, {});
  }

  /** A page that is loaded again, or shown in the other language, sends the same once more and is answered the same. */
  @Post()
  async file(@Body() form: PostedForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    if (textOf(form, 'action') === CHANGE_LANGUAGE) return this.form(response, { form });
    await this.policy();
    const filing = requestOf(form, randomUUID);
    if (Array.isArray(filing)) {
      const errors = shownErrors(filing, t, language).map((error, at) =>
        // On the form of a complaint a missing name has another way out.
        filing[at]?.field === 'name' && filing[at].code === 'required'
          ? { ...error, text: t('myData.name-required') }
          : error,
      );
      return this.form(response.status(STATUS_OF.validation), { form, errors });
    }
    const before = await repeatedDataRequest(filing, this.services);
    const turn = before === null ? this.turns.pageTurn(request, textOf(form, 'ticket')) : null;
    if (turn !== null) {
      response.setHeader('Retry-After', turn.seconds);
      return this.form(response.status(STATUS_OF['too-many-requests']), { form, ...turn });
    }
    const filed = before ?? (await fileDataRequest(filing, this.services));
    if ('refused' in filed) throw new Problem('idempotency-key-reused');
    if (!isShown(filed, this.services.time.now())) {
      response.render('my-data/cleared', { minutes: SHOWN_MINUTES });
      return;
    }
    this.services.kick();
    response.render('my-data/done', {
      filed,
      shownUntil: shownUntil(filed),
      answers: { ...typedIn(form), key: filing.idempotencyKey },
      languageAction: 'again',
    });
  }

  @Get('answer')
  askForAnswer(@Res() response: Response): void {
    response.render('my-data/answer', { answers: {}, backLink: '/my-data' });
  }

  @Post('answer')
  @HttpCode(200)
  answer(@Body() form: PostedForm, @Res() response: Response): Promise<void> {
    return this.show(receiptOf(form), response);
  }

  /** Where a withdrawal was sent to and came back: a page that is loaded again there. */
  @Get('withdraw')
  withdrawn(@Res() response: Response): void {
    response.redirect(303, '/my-data/answer');
  }

  @Post('withdraw')
  @HttpCode(200)
  async withdraw(@Body() form: PostedForm, @Res() response: Response): Promise<void> {
    const receipt = receiptOf(form);
    const outcome = await withdrawDataRequest(receipt.reference, receipt.code, this.services);
    if (outcome === null) {
      this.notFound(receipt, response);
      return;
    }
    if (!isRefusal(outcome)) {
      this.services.kick();
      return this.show(receipt, response);
    }
    const { language } = response.locals as PageLocals;
    const errors = [{ field: 'code', target: 'code', text: phraseRefusal(outcome, language) }];
    return this.show(receipt, response.status(STATUS_OF.refused), errors);
  }

  private async show(receipt: Receipt, response: Response, errors: ShownError[] = []): Promise<void> {
    const found = await openDataRequest(receipt.reference, receipt.code, this.services);
    if (found === null) {
      this.notFound(receipt, response);
      return;
    }
    const { language } = response.locals as PageLocals;
    response.render('my-data/request', {
      found,
      neutralSentence: found.neutralSentence[language],
      receipt,
      errors,
      backLink: '/my-data/answer',
      formAction: '/my-data/answer',
      languageAction: 'again',
    });
  }

  /** One answer, whichever of the two is wrong: nobody learns which references there are. */
  private notFound({ reference }: Receipt, response: Response): void {
    const { t } = response.locals as PageLocals;
    response.status(STATUS_OF['not-found']).render('my-data/answer', {
      answers: { reference },
      errors: [{ field: 'reference', target: 'reference', text: t('myData.not-found') }],
      backLink: '/my-data',
    });
  }

  /** Throws `not-found` where the pack in force has no requests for data. */
  private async policy(): Promise<Policy> {
    const { policy } = (await this.services.context(this.services.time.now())).inForce;
    if (policy.dataRequests === undefined) throw new Problem('not-found');
    return policy;
  }

  private async form(
    response: Response,
    page: { form?: PostedForm; errors?: ShownError[]; ticket?: string; seconds?: number },
  ): Promise<void> {
    const { language } = response.locals as PageLocals;
    const policy = await this.policy();
    const { limit, citation } = dataRequestRules(policy);
    const answers = typedIn(page.form ?? {});
    response.render('my-data/ask', {
      answers: {
        ...answers,
        key: answers['key'] || randomUUID(),
        // The language of the page that was filled in; the answer's mail comes in it.
        language,
      },
      errors: page.errors,
      ticket: page.ticket,
      seconds: page.seconds,
      days: formatSpan(limit, language),
      citation: citationText(citation, language, policy),
      backLink: '/',
      languageAction: CHANGE_LANGUAGE,
    });
  }
}
