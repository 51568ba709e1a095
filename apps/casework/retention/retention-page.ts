import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import { readPolicy } from '#persistence/policy-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { formErrors, type FormError } from '../administration/form-errors.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { ACTS, HoldDesk, type Wanted } from './hold-desk.js';

/** The page of what is kept of one case, and what its forms share. */
@Injectable()
export class RetentionPage {
  constructor(
    private readonly casework: Casework,
    private readonly desk: HoldDesk,
  ) {}

  read<T>(schema: z.ZodType<T>, body: Record<string, string>, response: Response): T | FormError[] {
    const parsed = schema.safeParse(body);
    return parsed.success
      ? parsed.data
      : formErrors(parsed.error, 'retention', (response.locals as PageLocals).t, body);
  }

  async give(
    signedIn: SignedIn,
    reference: string,
    wanted: Wanted,
    words: Parameters<HoldDesk['give']>[3],
    body: Record<string, string>,
    response: Response,
  ): Promise<void> {
    const { t, language } = response.locals as PageLocals;
    const outcome = await this.desk.give(signedIn, await this.desk.one(signedIn, reference), wanted, words);
    if (outcome === 'unreachable') {
      const errors = [{ field: 'reason', text: t('casework.unreachable') }];
      return this.again(signedIn, reference, response.status(503), body, errors, 503);
    }
    if (isRefusal(outcome)) {
      const errors = [{ field: 'reason', text: phraseRefusal(outcome, language) }];
      return this.again(signedIn, reference, response, body, errors, 409);
    }
    response.redirect(303, `/retention/${reference}?done=${wanted.name}`);
  }

  again(
    signedIn: SignedIn,
    reference: string,
    response: Response,
    values: Record<string, string>,
    errors: FormError[],
    status = 400,
  ): Promise<void> {
    return this.render(signedIn, reference, response.status(status), { values, errors });
  }

  async render(
    signedIn: SignedIn,
    reference: string,
    response: Response,
    {
      values = {},
      errors = [],
      done,
    }: { values?: Record<string, string>; errors?: FormError[]; done?: unknown },
  ): Promise<void> {
    const seen = await this.desk.one(signedIn, reference);
    const { state } = seen;
    const { language } = signedIn;
    const { t, date, instant } = response.locals as PageLocals;
    const { databases } = this.casework;
    const { retention } = await readPolicy(databases.main.manager, state.policyHash);
    const names = await readNames(databases, language);
    const groundName = (id: string): string =>
      retention.holdGrounds.find((one) => one.id === id)?.name[language] ?? id;
    const { status, outcome, destroyAt, destroyed, holds } = state;
    const asked = state.openingAsked ?? null;
    const reasons = await this.desk.reasons(signedIn, seen);
    const isHeld = holds.some(({ liftedAt }) => liftedAt === null);
    const act = ACTS.find((one) => one === done);
    response.render('retention/retention', {
      done: act === undefined ? '' : t(`retention.done.${act}`),
      sealing: state.sealing ? t(`retention.sealing.${state.sealing}`) : '',
      sealAt: state.sealAt == null ? '' : date(state.sealAt),
      mayAskOpening: state.sealing === 'sealed' && asked === null,
      opening: asked && {
        by: names.person(asked.by),
        reason: reasons.opening,
        isOwn: asked.by === signedIn.staff.id,
      },
      reference,
      values,
      errors,
      key: values['key'] ?? randomUUID(),
      status: [t(`retention.status.${status}`), ...(isHeld ? [t('retention.held')] : [])].join(' · '),
      outcome: t(`retention.outcome.${outcome}`),
      destroyAt: destroyAt === null || isHeld ? '' : date(destroyAt),
      heldUntil: destroyAt !== null && isHeld ? t('retention.notWhileHeld', { date: date(destroyAt) }) : '',
      destroyed,
      mayHold: status === 'kept' || status === 'suspended',
      grounds: retention.holdGrounds.map(({ id, name }) => ({ value: id, text: name[language] })),
      holds: holds.map(({ hold, ground, by, placedAt, liftedAt }) => ({
        hold,
        ground: groundName(ground),
        reason: reasons.ofHold(hold),
        by: names.person(by),
        placedAt: instant(placedAt),
        liftedAt: liftedAt === null ? '' : instant(liftedAt),
        isOwn: by === signedIn.staff.id,
      })),
      backLink: '/retention',
    });
  }
}
