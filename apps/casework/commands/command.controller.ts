import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { precisionFor } from '#domain/access/precision.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { formatSpan } from '#web/wording/span.wording.js';
import { clockName } from '#web/wording/why.wording.js';
import { CaseFiles } from '../case/case-file.js';
import { timelineOf } from '../case/case.presenter.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { readPackages } from '../hand-over/made-packages.js';
import { readNames } from '../staff-access/names.js';
import { namesOfCase } from '../subject-letters/addressee.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { COMMAND_WORDING } from '../wording/command-wording.js';
import type { FormContext } from './command-fields.js';
import { CommandForm, type FormValues } from './command.form.js';
import type { FormError } from './field.js';
import { CommandDesk } from './give-command.js';
import { keyOf } from './idempotency-key.schema.js';
import { possibleActions } from './possible-actions.js';
import { isStaffCommand, type StaffCommandName } from './staff-command.js';

/** What the page shows besides the form: where it stands, and what stood in the way. */
interface Shown {
  commandId: string;
  errors?: FormError[];
  seenVersion?: number;
  /** The case has moved on: somebody else acted, or what the person had sent before was recorded after all. */
  news?: 'changed' | 'recorded';
}

const valuesOf = (body: Record<string, unknown>): FormValues =>
  Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );

@Controller('cases/:reference/:command')
@OpenTo(...CASE_ROLES)
export class CommandController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly desk: CommandDesk,
  ) {}

  @Get()
  async ask(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Param('command') name: string,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.form(signedIn, state, name, {}, response);
    await this.show(signedIn, state, form, { commandId: randomUUID() }, response);
  }

  @Post()
  async give(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Param('command') name: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const values = valuesOf(body);
    const { reference } = state;
    const form = await this.form(signedIn, state, name, values, response);
    const seenVersion = Number(values['seenVersion']) || state.actedVersion;
    const commandId = keyOf(values['commandId']);
    const read = form.read();
    if ('errors' in read) {
      response.status(400);
      return this.show(signedIn, state, form, { commandId, seenVersion, errors: read.errors }, response);
    }
    const asked = { reference, name: form.command, body: read.body, key: commandId, seenVersion };
    const outcome = await this.desk.give(signedIn, asked);
    if (outcome === 'unreachable') {
      const { t } = response.locals as PageLocals;
      response.status(503);
      const errors = [{ field: 'send', text: t('casework.unreachable') }];
      return this.show(signedIn, state, form, { commandId, seenVersion, errors }, response);
    }
    if (outcome === 'key-reused' || isRefusal(outcome))
      return this.refused(signedIn, form, outcome, seenVersion, reference, response);
    response.redirect(303, `/cases/${reference}?done=${form.command}`);
  }

  /** Shows the form again with what was typed, against the case as it is now. */
  private async refused(
    signedIn: SignedIn,
    form: CommandForm,
    refusal: Refusal | 'key-reused',
    seenVersion: number,
    reference: string,
    response: Response,
  ): Promise<void> {
    const { language, t } = response.locals as PageLocals;
    const code = refusal === 'key-reused' ? refusal : refusal.code;
    if (code === 'CaseUnknown' && form.command !== 'link') throw new Problem('not-found');
    const news =
      code === 'key-reused' ? 'recorded' : code === 'SomebodyElseActedFirst' ? 'changed' : undefined;
    const state = await this.files.state(signedIn, reference);
    const again = await this.form(signedIn, state, form.command, form.values, response);
    const text = refusal === 'key-reused' ? t('command.recorded') : phraseRefusal(refusal, language);
    const errors = [{ field: 'send', text }];
    response.status(409);
    await this.show(
      signedIn,
      state,
      again,
      { commandId: randomUUID(), errors, seenVersion, ...(news && { news }) },
      response,
    );
  }

  private async form(
    signedIn: SignedIn,
    state: ComplaintState,
    name: string,
    values: FormValues,
    response: Response,
  ): Promise<CommandForm> {
    if (!isStaffCommand(name)) throw new Problem('not-found');
    const { viewer, directory, language } = signedIn;
    const weighsLoads = name === 'assign' || name === 'reassign';
    const context: FormContext = {
      state,
      directory: weighsLoads ? await this.casework.reader.withLoads(viewer, directory) : directory,
      language,
      policy: await this.files.policyOf(state),
      names: await readNames(this.casework.databases, language),
      at: this.casework.time.now(),
      packages:
        name === 'hand-to-outside-body'
          ? await readPackages(this.casework.databases.main.manager, state.reference)
          : [],
      t: (response.locals as PageLocals).t,
    };
    // Nothing was typed yet: the newest package is the likely one.
    const [newest] = Object.keys(values).length === 0 ? context.packages : [];
    return new CommandForm(name, context, newest ? { packageHash: newest.sha256 } : values);
  }

  private async show(
    signedIn: SignedIn,
    state: ComplaintState,
    form: CommandForm,
    shown: Shown,
    response: Response,
  ): Promise<void> {
    const locals = response.locals as PageLocals;
    const { language } = locals;
    const policy = await this.files.policyOf(state);
    const actions = possibleActions(signedIn, state, policy, this.casework.time.now());
    const isPossible = actions.includes(form.command);
    const changes = shown.news
      ? await this.changesSince(signedIn, state, shown.seenVersion ?? 0, locals)
      : [];
    response.render('commands/command', {
      reference: state.reference,
      action: `/cases/${state.reference}/${form.command}`,
      title: COMMAND_WORDING[form.command][language],
      about: await this.about(state, form.command, locals),
      fields: form.fields,
      values: form.values,
      errors: shown.errors ?? [],
      commandId: shown.commandId,
      // What changed has been shown: sending again is a decision made in its knowledge.
      seenVersion: shown.news ? state.actedVersion : (shown.seenVersion ?? state.actedVersion),
      isPossible,
      news: shown.news ?? '',
      changes,
      backLink: `/cases/${state.reference}`,
    });
  }

  private async changesSince(signedIn: SignedIn, state: ComplaintState, version: number, locals: PageLocals) {
    const since = await this.files.entries(signedIn, state, version);
    const entries = since.filter(({ actor }) => actor !== 'system');
    const policy = await this.files.policyOf(state);
    const isSealed = await this.files.isSealed(state);
    const { directory, language, viewer } = signedIn;
    const known = await readNames(this.casework.databases, language);
    const names = namesOfCase(known, directory, language, isSealed);
    const precision = precisionFor(viewer, state);
    const texts = { isSealed, written: new Map(), fileNames: new Map() };
    return timelineOf({ entries, policy, names, precision, texts }, locals);
  }

  /** What is being decided, where an action answers somebody's request. */
  private async about(
    state: ComplaintState,
    command: StaffCommandName,
    { language, t }: PageLocals,
  ): Promise<string> {
    if (command === 'hand-to-outside-body') return t('package.hint');
    const policy = await this.files.policyOf(state);
    if (command === 'decide-extension' && state.extensionRequest !== null) {
      const { clock, span } = state.extensionRequest;
      return t('command.requested', {
        clock: clockName(clock, language, policy),
        span: formatSpan(span, language),
      });
    }
    if (command === 'approve-rejection' && state.rejectionProposal !== null) {
      const { reason } = state.rejectionProposal;
      const name = policy.rejectionReasons.find(({ id }) => id === reason)?.name[language] ?? reason;
      return t('command.proposed', { reason: name });
    }
    return '';
  }
}
