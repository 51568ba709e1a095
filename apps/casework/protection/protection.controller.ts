import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { precisionFor } from '#domain/access/precision.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { PROTECTION_COMMAND_WORDING } from '../wording/protection.wording.js';
import { possibleProtectionActions } from './commands/possible-protection-actions.js';
import { isProtectionCommand } from './commands/protection-command.js';
import { OpenedProtection } from './opened-protection.decorator.js';
import { ProtectionFiles } from './protection-file.js';
import { presentProtection } from './protection.presenter.js';

@Controller('protections/:id')
@OpenTo(...CASE_ROLES)
export class ProtectionController {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @OpenedProtection() seen: SeenProtection,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { language, staff } = signedIn;
    const events = await this.files.events(seen);
    const now = this.casework.time.now();
    const view = {
      seen,
      events,
      policy: await this.files.policyOf(seen),
      words: await this.files.words(signedIn, seen, events),
      actions: possibleProtectionActions(signedIn, seen, now),
      names: await readNames(this.casework.databases, language),
      precision: precisionFor(signedIn.viewer, seen.complaint),
      reader: staff.id,
      now,
    };
    const isDone = typeof done === 'string' && isProtectionCommand(done);
    response.render('protection/protection', {
      ...presentProtection(view, response.locals as PageLocals),
      done: isDone ? PROTECTION_COMMAND_WORDING[done][language] : '',
      backLink: `/cases/${seen.state.reference}`,
    });
  }
}
