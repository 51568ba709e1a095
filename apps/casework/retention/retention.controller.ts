import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { OpenTo } from '../staff-access/open-to.js';
import { pageAsked, paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { holdSchema, reasonSchema } from './hold.form.js';
import { HoldDesk } from './hold-desk.js';
import { RetentionPage } from './retention-page.js';

const PAGE_SIZE = 50;

/** How long what each case holds is kept, and what holds its destruction. */
@Controller('retention')
@OpenTo('auditor', 'head-of-agency')
export class RetentionController {
  constructor(
    private readonly desk: HoldDesk,
    private readonly page: RetentionPage,
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
      kept: kept.map(({ reference, status, outcome, destroyAt, holds }) => {
        const isHeld = holds.some(({ liftedAt }) => liftedAt === null);
        const day = destroyAt === null ? '' : date(destroyAt);
        return {
          reference,
          status: t(`retention.status.${status}`),
          outcome: t(`retention.outcome.${outcome}`),
          destroyAt: isHeld && day !== '' ? t('retention.notWhileHeld', { date: day }) : day,
          isHeld,
        };
      }),
    });
  }

  @Get(':reference')
  show(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    return this.page.render(signedIn, reference, response, { done });
  }

  @Post(':reference/holds')
  async hold(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const read = this.page.read(holdSchema, body, response);
    if (Array.isArray(read)) return this.page.again(signedIn, reference, response, body, read);
    const { ground, ...words } = read;
    await this.page.give(signedIn, reference, { name: 'place-hold', ground }, words, body, response);
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
    const read = this.page.read(reasonSchema, body, response);
    if (Array.isArray(read)) return this.page.again(signedIn, reference, response, body, read);
    await this.page.give(signedIn, reference, { name: 'lift-hold', hold: number }, read, body, response);
  }
}
