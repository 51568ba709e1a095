import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { listStaff } from '#persistence/staff-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { Approvals } from './approvals.service.js';
import { waitingText } from './waiting.presenter.js';

const PAGE = '/administration/approvals';
const DONE = ['approved', 'refused'] as const;

/** Changes that wait for a second person. Nobody decides by covering for a colleague: the person's own roles count. */
@Controller('administration/approvals')
@OpenTo('administrator', 'head-of-agency')
@Sensitive()
export class ApprovalsController {
  constructor(
    private readonly casework: Casework,
    private readonly approvals: Approvals,
  ) {}

  @Get()
  async page(
    @By() { staff }: SignedIn,
    @Query('done') asked: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const done = DONE.find((one) => one === asked);
    const people = await listStaff(this.casework.databases.main.manager);
    const waiting = await this.approvals.waiting();
    response.render('administration/approvals/approvals', {
      done: done === undefined ? '' : t(`approvals.done.${done}`),
      waiting: waiting.map(({ change, approvers }) => ({
        id: change.id,
        text: waitingText(change, people, response.locals as PageLocals),
        mayApprove: approvers.includes(staff.id),
        mayWithdraw: change.askedBy === staff.id,
        hasNobody: approvers.length === 0,
      })),
    });
  }

  @Post(':id/approval')
  async approve(
    @By() { staff }: SignedIn,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.approvals.approve(staff.id, id);
    response.redirect(303, `${PAGE}?done=approved`);
  }

  @Post(':id/refusal')
  async refuse(@By() { staff }: SignedIn, @Param('id') id: string, @Res() response: Response): Promise<void> {
    await this.approvals.refuse(staff.id, id);
    response.redirect(303, `${PAGE}?done=refused`);
  }
}
