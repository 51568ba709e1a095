import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { textOf } from '#web/complaint/posted-form.js';
import { type FieldError, STATUS_OF } from '#web/errors/problem.js';
import { shownErrors } from '#web/errors/shown-error.js';
import { fileChoice } from '#web/evidence/file-choice.presenter.js';
import { receiveUpload } from '#web/evidence/receive-upload.js';
import { showFile } from '#web/evidence/shown-file.presenter.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import type { Draft } from '../complaint-form/draft.js';
import { DraftKeeper } from '../complaint-form/draft-keeper.js';
import { draftMark } from '../complaint-form/draft-mark.js';
import { OpenDraft } from '../complaint-form/open-draft.decorator.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { DraftFiles } from './draft-files.js';

const HERE = '/complain/evidence';
const ONWARDS = '/complain/check';
const REMOVE = 'remove-';

/** The question of the form that takes files. */
@Controller('complain/evidence')
export class EvidenceStepController {
  private readonly drafts: DraftKeeper;
  private readonly files: DraftFiles;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.drafts = new DraftKeeper(services);
    this.files = new DraftFiles(services, this.drafts);
  }

  @Get()
  ask(@OpenDraft() draft: Draft, @Res() response: Response): void {
    this.render(response, draft);
  }

  @Post()
  async answer(@OpenDraft() draft: Draft, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { limits } = this.services.evidence;
    const { form, taken, faults } = await receiveUpload(request, response, limits, (file) =>
      this.files.take(file, draft, request, response),
    );
    const action = textOf(form, 'action');
    const keepsOriginal = textOf(form, 'keepOriginal') === 'yes';
    if (faults.length > 0) {
      response.status(STATUS_OF.validation);
      this.render(response, draft, { faults, keepsOriginal });
      return;
    }
    if (action === CHANGE_LANGUAGE) {
      this.render(response, draft, { keepsOriginal });
      return;
    }
    if (action.startsWith(REMOVE)) {
      await this.files.remove(action.slice(REMOVE.length), draft, request, response);
      response.redirect(303, HERE);
      return;
    }
    // What a file still tells is said before anything goes on.
    const tells = taken.some(({ ref }) => !ref.isCleaned || ref.isQuarantined);
    if (action === 'attach' || tells) {
      response.redirect(303, HERE);
      return;
    }
    draft.answers.evidence = { isPassed: true };
    await this.drafts.save(request, response, draft);
    response.redirect(303, ONWARDS);
  }

  private render(
    response: Response,
    draft: Draft,
    { faults = [], keepsOriginal = false }: { faults?: FieldError[]; keepsOriginal?: boolean } = {},
  ): void {
    const locals = response.locals as PageLocals;
    const errors = shownErrors(faults, locals.t, locals.language);
    response.render('add-evidence/evidence', {
      ...fileChoice(this.services.evidence.limits),
      files: (draft.files ?? []).map(({ ref, name }) => showFile(ref, name, locals)),
      errors,
      wrongFiles: errors.map(({ text }) => text),
      keepsOriginal,
      mark: draftMark(draft),
      backLink: '/complain/accused',
      languageAction: CHANGE_LANGUAGE,
    });
  }
}
