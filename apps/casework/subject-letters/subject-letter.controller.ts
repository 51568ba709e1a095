import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { toEvent } from '#persistence/ledger-store.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { CaseFiles } from '../case/case-file.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

/** What an accused person was told, as a letter to print and hand over: never who complained. */
@Controller('cases/:reference/letters/:seq')
@OpenTo(...CASE_ROLES)
export class SubjectLetterController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
  ) {}

  @Get()
  async letter(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Param('seq') seq: string,
    @Res() response: Response,
  ): Promise<void> {
    const entry = (await this.files.entries(signedIn, state)).find((one) => String(one.seq) === seq);
    const event = entry && toEvent(entry);
    if (event?.type !== 'SubjectTold') throw new Problem('not-found');
    const { language } = response.locals as PageLocals;
    const { person, notice, words } = event.body;
    const policy = await this.files.policyOf(state);
    const told = policy.subjectNotices?.find(({ id }) => id === notice);
    const { written, isSealed } = await this.files.read(signedIn, state);
    if (isSealed) throw new Problem('not-found');
    const names = await readNames(this.casework.databases, language);
    const addressee = signedIn.directory.people.find(({ token }) => token === person);
    response.render('subject-letters/letter', {
      reference: state.reference,
      agency: policy.agency.name[language],
      phone: policy.agency.phone,
      day: event.at,
      subject: told?.name[language] ?? notice,
      addressee: addressee === undefined ? '' : names.person(addressee.id),
      letter: told?.letter[language] ?? '',
      words: written.get(words.id) ?? '',
      backLink: `/cases/${state.reference}`,
    });
  }
}
