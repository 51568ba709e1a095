import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { placeOf } from '#evidence/receive-file.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import { textOf } from '#web/complaint/posted-form.js';
import { Problem, STATUS_OF } from '#web/errors/problem.js';
import { shownErrors, type ShownError } from '#web/errors/shown-error.js';
import { sendFile } from '#web/evidence/send-file.js';
import { fileChoice } from '#web/evidence/file-choice.presenter.js';
import { receiveUpload } from '#web/evidence/receive-upload.js';
import { showFile } from '#web/evidence/shown-file.presenter.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { EvidenceFiles } from './evidence-files.js';

const REMOVE = 'remove-';
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

/** The evidence of a case: what there is, its safe copies, and more of it from whoever deals with the case. */
@Controller('cases/:reference/evidence')
@OpenTo(...CASE_ROLES)
export class EvidenceController {
  constructor(
    private readonly casework: Casework,
    private readonly evidence: EvidenceFiles,
  ) {}

  @Get()
  page(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Res() response: Response,
  ): Promise<void> {
    return this.render(signedIn, state, response, []);
  }

  @Post()
  async add(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const mayAdd = this.evidence.mayAdd(signedIn, state);
    const { limits } = this.casework.evidence;
    const { form, faults } = await receiveUpload(
      request,
      response,
      mayAdd ? limits : { ...limits, files: 0 },
      (file) => this.evidence.take(signedIn, state, file),
    );
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (!mayAdd && faults.length > 0) throw new Refusal('NotForThisPerson');
    const { t, language } = response.locals as PageLocals;
    const again = (status: number, errors: ShownError[]): Promise<void> => {
      response.status(status);
      return this.render(signedIn, state, response, errors);
    };
    const action = textOf(form, 'action');
    if (action.startsWith(REMOVE)) {
      const waiting = await this.evidence.waiting(signedIn, state);
      const id = waiting.find((one) => one.id === action.slice(REMOVE.length))?.id;
      if (id !== undefined) await this.evidence.takeBack(state, id);
      return again(200, []);
    }
    if (faults.length > 0) return again(STATUS_OF.validation, shownErrors(faults, t, language));
    const waiting = await this.evidence.waiting(signedIn, state);
    if (waiting.length === 0)
      return again(STATUS_OF.validation, shownErrors([{ field: 'files', code: 'required' }], t, language));
    const outcome = await this.evidence.add(signedIn, state, waiting);
    const said = (text: string): ShownError[] => [{ field: 'files', target: 'files', text }];
    if (outcome === 'unreachable') return again(STATUS_OF.unavailable, said(t('casework.unreachable')));
    if (isRefusal(outcome)) return again(STATUS_OF.refused, said(phraseRefusal(outcome, language)));
    response.redirect(303, `/cases/${state.reference}/evidence`);
  }

  @Get(':evidence')
  async open(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Param('evidence') id: string,
    @Res() response: Response,
  ): Promise<void> {
    if (!isId(id)) throw new Problem('not-found');
    const found = (await this.evidence.recorded(signedIn, state)).find(({ ref }) => ref.id === id);
    const { key = null, file = null } = found?.opened ?? {};
    if (found === undefined || key === null || file === null) throw new Problem('not-found');
    if (await this.evidence.isHeldBack(state, found, key)) {
      const { t } = response.locals as PageLocals;
      response.status(STATUS_OF.refused).render('layout/error', {
        code: 'refused',
        detail: t('evidence.quarantined'),
      });
      return;
    }
    await this.evidence.recordOpening(signedIn, state, [id]);
    const sealed = await this.casework.evidence.storage.read(id);
    await sendFile(response, file, sealed, { key, place: placeOf(id) });
  }

  private async render(
    signedIn: SignedIn,
    state: ComplaintState,
    response: Response,
    errors: ShownError[],
  ): Promise<void> {
    const locals = response.locals as PageLocals;
    const recorded = await this.evidence.recorded(signedIn, state);
    const waiting = await this.evidence.waiting(signedIn, state);
    response.render('evidence/evidence', {
      ...fileChoice(this.casework.evidence.limits),
      reference: state.reference,
      files: recorded.map(({ ref, name }) => showFile(ref, name, locals)),
      waiting: waiting.flatMap(({ ref, file }) => (ref ? [showFile(ref, file?.name ?? null, locals)] : [])),
      mayAdd: this.evidence.mayAdd(signedIn, state),
      errors,
      wrongFiles: errors.map(({ text }) => text),
      backLink: `/cases/${state.reference}`,
    });
  }
}
