import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isRefusal } from '#domain/complaint/refusal.js';
import { wasCheckInAnswered } from '#filing/answer-check-in.js';
import { CHECK_IN_ANSWERS } from '#domain/protection/protection-event.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { STATUS_OF } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { fieldErrors } from '#web/input/validated.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { listedName } from '#web/wording/listed.wording.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { choiceOf } from '../tell-employment/employment.form.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { TrackedReceipt } from '../track-complaint/tracked-receipt.decorator.js';
import { TrackingSession } from '../track-complaint/tracking-session.js';
import { checkInSchema, type CheckInBody } from './check-in.form.js';
import { answerOf, openProtected } from './protected-person.js';

const OPENED = '/track/case/protection/opened';

/** How the complainant is, who was told who that is, and what the custodian writes. */
@Controller('track/case/protection')
export class ProtectionController {
  private readonly session: TrackingSession;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.session = new TrackingSession(services);
  }

  @Get()
  show(@TrackedReceipt() receipt: Receipt, @Res() response: Response): Promise<void> {
    return this.render(response, receipt, {});
  }

  @Post()
  async answer(
    @TrackedReceipt() receipt: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    const again = (status: number, errors: ShownError[]): Promise<void> =>
      this.render(response.status(status), receipt, { form, errors });
    if (textOf(form, 'action') === CHANGE_LANGUAGE) return again(200, []);
    const text = textOf(form, 'text').trim();
    const parsed = checkInSchema.safeParse({
      answer: textOf(form, 'answer') || undefined,
      detriments: [form['detriments'] ?? []].flat(),
      ...(text !== '' && { text }),
    });
    if (!parsed.success)
      return again(STATUS_OF.validation, shownErrors(fieldErrors(parsed.error), t, language));
    const idempotencyKey = textOf(form, 'key') || randomUUID();
    const opened = await this.openedBefore(receipt, parsed.data, idempotencyKey);
    if (opened !== undefined)
      return again(STATUS_OF.validation, [
        { field: 'text', target: 'text', text: t('protection.again-needs-words', { reference: opened }) },
      ]);
    const replied = await answerOf(receipt, parsed.data, { idempotencyKey, language }, this.services);
    if (isRefusal(replied))
      return again(STATUS_OF.refused, [
        { field: 'answer', target: 'answer', text: phraseRefusal(replied, language) },
      ]);
    if (replied.retaliation !== null) {
      const { reference, receiptCode: code } = replied.retaliation;
      this.session.begin(response, { ...receipt, opened: { reference, code } });
      response.redirect(303, OPENED);
      return;
    }
    response.render('protection/answered', { answer: parsed.data.answer, backLink: '/track/case' });
  }

  /** Reference of a case that harm opened before, where somebody tells harm again without a word of what is new. */
  private async openedBefore(
    receipt: Receipt,
    { answer, text }: CheckInBody,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    if (answer !== 'harmed' || text !== undefined) return undefined;
    const found = await openProtected(receipt, this.services);
    const opened = found?.protection.retaliationCases.at(-1);
    if (opened === undefined) return undefined;
    const isRepeated = await wasCheckInAnswered(
      receipt.reference,
      receipt.code,
      idempotencyKey,
      this.services,
    );
    return isRepeated ? undefined : opened;
  }

  private async render(
    response: Response,
    receipt: Receipt,
    { form = {}, errors }: { form?: PostedForm; errors?: ShownError[] },
  ): Promise<void> {
    const found = await openProtected(receipt, this.services);
    if (found === null) throw new Elsewhere('/track/case');
    const { t, language } = response.locals as PageLocals;
    const { protection, policy } = found;
    const { access, detriments } = policy.protection;
    const said = choiceOf(protection.worksHere);
    response.render('protection/protection', {
      isAnonymous: protection.state.identityMode === 'anonymous',
      isOver: protection.state.endedAt !== null,
      isAsked: protection.asked !== null,
      isSent: response.req.query['sent'] === 'employment',
      said: said === '' ? '' : t(`protection.employment-${said}`),
      messages: protection.messages,
      opened: protection.retaliationCases,
      accesses: protection.accesses.map(({ role, purpose, ground, ...when }) => ({
        ...when,
        role: ROLE_WORDING[role][language],
        purpose: listedName(access.purposes, purpose, language),
        ground: listedName(access.grounds, ground, language),
      })),
      choices: CHECK_IN_ANSWERS.map((value) => ({ value, text: t(`protection.${value}`) })),
      detriments: detriments.map(({ id, name }) => ({ value: id, text: name[language] })),
      answers: form,
      ticked: [form['detriments'] ?? []].flat(),
      errors,
      key: textOf(form, 'key') || randomUUID(),
      backLink: '/track/case',
      languageAction: CHANGE_LANGUAGE,
    });
  }
}
