import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Header, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { STATUS_OF } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import type { PageLocals } from '#web/page-locals.js';
import { CaseFiles } from '../case/case-file.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { toBeSaved } from '#web/evidence/send-file.js';
import { actorName, readNames } from '../staff-access/names.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { Sensitive } from '../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { presentLetter } from './cover-letter.presenter.js';
import { PackageDesk } from './package-desk.service.js';
import { readPackageForm } from './package.form.js';

type Values = Awaited<ReturnType<typeof readPackageForm>>['values'];

/** The sealed package that the outside body gets of a case. */
@Controller('cases/:reference/package')
@OpenTo(...CASE_ROLES)
@Sensitive()
export class HandOverController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly desk: PackageDesk,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async page(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Res() response: Response,
  ): Promise<void> {
    const { values } = await readPackageForm({});
    await this.show(signedIn, state, values, [], response);
  }

  @Post()
  async make(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Body() body: Record<string, unknown> | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.desk.mayMake(signedIn, state)))
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
      throw new Refusal('NotToBeHandedOver');
    const { values, asked, errors } = await readPackageForm(body ?? {});
    if (asked === null) {
      const { t, language } = response.locals as PageLocals;
      response.status(STATUS_OF.validation);
      return this.show(signedIn, state, values, shownErrors(errors, t, language), response);
    }
    const { sealed, recording } = await this.desk.make(signedIn, state, asked, (letter, files) =>
      rendered(response, 'hand-over/cover-letter', presentLetter(letter, files)),
    );
    toBeSaved(response, `attachment; filename="${state.reference}.zip.age"`);
    try {
      await pipeline(sealed, recording, response);
    } catch (error) {
      // Whoever asked went away before the end.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  private async show(
    signedIn: SignedIn,
    state: ComplaintState,
    values: Values,
    errors: ShownError[],
    response: Response,
  ): Promise<void> {
    const { language, instant, t } = response.locals as PageLocals;
    const isPossible = await this.desk.mayMake(signedIn, state);
    const packages = isPossible ? await this.desk.made(signedIn, state) : [];
    const names = await readNames(this.casework.databases, language);
    const { outsideBody } = await this.files.policyOf(state);
    response.render('hand-over/hand-over', {
      reference: state.reference,
      outsideBody: outsideBody[language],
      isPossible,
      values,
      errors,
      packages: packages.map((one) => ({
        ...one,
        when: instant(one.at),
        maker: actorName(one.by, names, t),
      })),
      backLink: `/cases/${state.reference}`,
    });
  }
}

const rendered = ({ app }: Response, view: string, model: object): Promise<string> =>
  new Promise((resolve, reject) => {
    app.render(view, model, (error: Error | null, html: string) => {
      if (error) reject(error);
      else resolve(html);
    });
  });
