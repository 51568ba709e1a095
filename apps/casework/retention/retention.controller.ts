import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import { readPolicy } from '#persistence/policy-store.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { formErrors, type FormError } from '../administration/form-errors.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { OpenTo } from '../staff-access/open-to.js';
import { pageAsked, paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { holdSchema, liftingSchema } from './hold.form.js';
import { HoldDesk } from './hold-desk.js';

const PAGE_SIZE = 50;

/** How long what each case holds is kept, and what holds its destruction. */
@Controller('retention')
@OpenTo('auditor', 'head-of-agency')
export class RetentionController {
  constructor(
    private readonly casework: Casework,
    private readonly desk: HoldDesk,
  ) {}

  @Get()
  async list(
    @By() { viewer }: SignedIn,
    @Query('page') asked: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { t, date } = response.locals as PageLocals;
    const total = await this.desk.reader.count(viewer);
    const page = pageAsked(asked, total, PAGE_SIZE);
    const kept = await this.desk.reader.list(viewer, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
    response.render('retention/retention-list', {
      pagination: paginationOf({ page, total, size: PAGE_SIZE }, '/retention', {}, t),
      kept: kept.map(({ reference, status, outcome, destroyAt, holds }) => ({
        reference,
        status: t(`retention.status.${status}`),
        outcome: t(`retention.outcome.${outcome}`),
        destroyAt: destroyAt === null ? '' : date(destroyAt),
        isHeld: holds.some(({ liftedAt }) => liftedAt === null),
      })),
    });
  }

  @Get(':reference')
  show(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.render(signedIn, reference, response, {});
  }

  @Post(':reference/holds')
  async hold(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const read = this.read(holdSchema, body, response);
    if (Array.isArray(read)) return this.again(signedIn, reference, response, body, read);
    const { ground, ...words } = read;
    await this.give(signedIn, reference, { name: 'place-hold', ground }, words, body, response);
  }

  @Post(':reference/holds/:hold/lift')
  async lift(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Param('hold') hold: string,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const number = Number(hold);
    if (!Number.isSafeInteger(number)) throw new Problem('not-found');
    const read = this.read(liftingSchema, body, response);
    if (Array.isArray(read)) return this.again(signedIn, reference, response, body, read);
    await this.give(signedIn, reference, { name: 'lift-hold', hold: number }, read, body, response);
  }

  private read<T>(schema: z.ZodType<T>, body: Record<string, string>, response: Response): T | FormError[] {
    const parsed = schema.safeParse(body);
    return parsed.success
      ? parsed.data
      : formErrors(parsed.error, 'retention', (response.locals as PageLocals).t, body);
  }

  private async give(
    signedIn: SignedIn,
    reference: string,
    wanted: Parameters<HoldDesk['give']>[2],
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
    response.redirect(303, `/retention/${reference}`);
  }

  private again(
    signedIn: SignedIn,
    reference: string,
    response: Response,
    values: Record<string, string>,
    errors: FormError[],
    status = 400,
  ): Promise<void> {
    return this.render(signedIn, reference, response.status(status), { values, errors });
  }

  private async render(
    signedIn: SignedIn,
    reference: string,
    response: Response,
    { values = {}, errors = [] }: { values?: Record<string, string>; errors?: FormError[] },
  ): Promise<void> {
    const { state } = await this.desk.one(signedIn, reference);
    const { language } = signedIn;
    const { t, date, instant } = response.locals as PageLocals;
    const { databases } = this.casework;
    const { retention } = await readPolicy(databases.main.manager, state.policyHash);
    const names = await readNames(databases, language);
    const groundName = (id: string): string =>
      retention.holdGrounds.find((one) => one.id === id)?.name[language] ?? id;
    const { status, outcome, destroyAt, destroyed, holds } = state;
    response.render('retention/retention', {
      reference,
      values,
      errors,
      key: values['key'] ?? randomUUID(),
      status: t(`retention.status.${status}`),
      outcome: t(`retention.outcome.${outcome}`),
      destroyAt: destroyAt === null ? '' : date(destroyAt),
      destroyed,
      mayHold: status === 'kept' || status === 'suspended',
      grounds: retention.holdGrounds.map(({ id, name }) => ({ value: id, text: name[language] })),
      holds: holds.map(({ hold, ground, by, placedAt, liftedAt }) => ({
        hold,
        ground: groundName(ground),
        by: names.person(by),
        placedAt: instant(placedAt),
        liftedAt: liftedAt === null ? '' : instant(liftedAt),
        isOwn: by === signedIn.staff.id,
      })),
      backLink: '/retention',
    });
  }
}
