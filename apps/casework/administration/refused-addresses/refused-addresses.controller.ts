import { Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { setAsideAddressTask } from '#persistence/address-task-store.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { administer } from '../administration-record.js';

/** What the administrator's part of the worklist does. Mending an address is changing the person. */
@Controller('administration/refused-addresses')
@OpenTo('administrator')
export class RefusedAddressesController {
  constructor(private readonly casework: Casework) {}

  @Post(':subject/removal')
  async setAside(
    @By() { staff }: SignedIn,
    @Param('subject') subject: string,
    @Res() response: Response,
  ): Promise<void> {
    const fact = { type: 'RefusedAddressSetAside', body: { subject } } as const;
    await administer(this.casework, staff.id, fact, async (manager) => {
      if (!(await setAsideAddressTask(manager, subject))) throw new Problem('not-found');
    });
    response.redirect(303, '/worklist');
  }
}
