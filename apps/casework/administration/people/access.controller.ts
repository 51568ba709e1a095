import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { findStaff, type StaffRecord } from '#persistence/staff-store.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { administer } from '../administration-record.js';
import { AccessToAccounts } from './access.service.js';
import { PeopleChanges } from './people-change.service.js';

/** Invitations of a person: sent, sent again, withdrawn; and access that begins anew. */
@Controller('administration/people/:id')
@OpenTo('administrator')
@Sensitive()
export class AccessController {
  constructor(
    private readonly casework: Casework,
    private readonly access: AccessToAccounts,
    private readonly changes: PeopleChanges,
  ) {}

  @Post('invitation')
  async invite(@By() { staff }: SignedIn, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const { isActive, roles } = await this.find(id);
    const { hasAccess } = await this.access.of(this.casework.databases.main.manager, id);
    if (!isActive || hasAccess || roles.length === 0) throw new Problem('not-found');
    await administer(this.casework, staff.id, { type: 'InvitationSent', body: { staff: id } }, (within) =>
      this.access.invite(within, id),
    );
    response.redirect(303, `/administration/people/${id}?done=sent`);
  }

  @Post('invitation/withdrawal')
  async withdraw(
    @By() { staff }: SignedIn,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await administer(
      this.casework,
      staff.id,
      { type: 'InvitationWithdrawn', body: { staff: id } },
      async (within) => {
        if (!(await this.access.withdraw(within, id))) throw new Problem('not-found');
      },
    );
    response.redirect(303, `/administration/people/${id}?done=withdrawn`);
  }

  @Post('reset')
  async reset(@By() { staff }: SignedIn, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const person = await this.find(id);
    if (!person.isActive || id === staff.id) throw new Problem('not-found');
    const outcome = await this.changes.reset(staff.id, person);
    response.redirect(303, `/administration/people/${id}?done=${outcome === 'done' ? 'reset' : outcome}`);
  }

  private async find(id: string): Promise<StaffRecord> {
    const person = await findStaff(this.casework.databases.main.manager, id);
    if (person === null) throw new Problem('not-found');
    return person;
  }
}
