import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { precisionFor } from '#domain/access/precision.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { COMMAND_WORDING } from '../wording/command-wording.js';
import { possibleActions } from '../commands/possible-actions.js';
import { isStaffCommand } from '../commands/staff-command.js';
import { EvidenceFiles } from '../evidence/evidence-files.js';
import { readNames } from '../staff-access/names.js';
import { namesOfCase } from '../subject-letters/addressee.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, rolesOf, type SignedIn } from '../staff-access/signed-in.js';
import { ProtectionFiles } from '../protection/protection-file.js';
import { presentProtectionsOfCase } from '../protection/protections-of-case.presenter.js';
import { CaseFiles } from './case-file.js';
import { presentCase } from './case.presenter.js';
import { OpenedCase } from './opened-case.decorator.js';

@Controller('cases/:reference')
@OpenTo(...CASE_ROLES)
export class CaseController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly evidence: EvidenceFiles,
    private readonly protections: ProtectionFiles,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Query('done') done: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = signedIn;
    const policy = await this.files.policyOf(state);
    const entries = await this.files.entries(signedIn, state);
    const texts = await this.files.read(signedIn, state);
    const known = await readNames(this.casework.databases, language);
    const names = namesOfCase(known, signedIn.directory, language, texts.isSealed);
    const now = this.casework.time.now();
    const precision = precisionFor(signedIn.viewer, state);
    const actions = possibleActions(signedIn, state, policy, now);
    const leader = await this.files.leaderOf(signedIn, state);
    const evidence = await this.evidence.recorded(signedIn, state);
    const locals = response.locals as PageLocals;
    response.render('case/case', {
      ...presentCase(
        { state, policy, entries, texts, actions, names, now, precision, leader, evidence },
        locals,
      ),
      done: typeof done === 'string' && isStaffCommand(done) ? COMMAND_WORDING[done][language] : '',
      isSealed: texts.isSealed,
      protections: presentProtectionsOfCase(
        await this.protections.reader.ofCase(signedIn, state.reference, now),
        signedIn,
        now,
        locals,
      ),
      isAuditor: rolesOf(signedIn).includes('auditor'),
      backLink: '/worklist',
    });
  }
}
