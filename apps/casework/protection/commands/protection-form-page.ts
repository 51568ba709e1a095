import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { precisionFor } from '#domain/access/precision.js';
import { withinSight } from '#domain/protection/sight.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import type { FormError } from '../../commands/field.js';
import { readNames } from '../../staff-access/names.js';
import type { SignedIn } from '../../staff-access/signed-in.js';
import { daysShown } from '../../staff-access/typed-days.form.js';
import { PROTECTION_COMMAND_WORDING } from '../../wording/protection.wording.js';
import { ProtectionFiles } from '../protection-file.js';
import { accessShown, protectionHistory } from '../protection.presenter.js';
import { possibleProtectionActions } from './possible-protection-actions.js';
import { DAYS, type ProtectionCommandForm } from './protection-command.form.js';

/** What the page shows besides the form: its key, what stood in the way, and what happened meanwhile. */
interface Shown {
  key: string;
  seenVersion?: number;
  errors?: FormError[];
  news?: 'changed' | 'recorded';
}

/** Shows the form of an action, with what it is about. */
@Injectable()
export class ProtectionFormPage {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
  ) {}

  async show(
    signedIn: SignedIn,
    seen: SeenProtection,
    form: ProtectionCommandForm,
    { key, errors = [], news, ...shown }: Shown,
    response: Response,
  ): Promise<void> {
    const { id, actedVersion } = withinSight(seen.state, seen.sight);
    const { command, target } = form;
    const { language } = signedIn;
    const seenVersion = shown.seenVersion ?? actedVersion;
    const actions = possibleProtectionActions(signedIn, seen, this.casework.time.now());
    response.render('commands/command', {
      reference: id,
      action: `/protections/${id}/${command}`,
      title: PROTECTION_COMMAND_WORDING[command][language],
      ...(await this.about(signedIn, seen, form, response.locals as PageLocals)),
      target,
      fields: form.fields,
      values: form.values,
      days: daysShown(form.values, DAYS),
      errors,
      commandId: key,
      // What changed has been shown: sending again is a decision made in its knowledge.
      seenVersion: news === undefined ? seenVersion : actedVersion,
      isPossible: actions.some(({ name, of }) => name === command && of === (target?.value ?? null)),
      news: news ?? '',
      changes: news === undefined ? [] : await this.changesSince(signedIn, seen, seenVersion, response),
      backLink: `/protections/${id}`,
    });
  }

  private async changesSince(
    { viewer }: SignedIn,
    seen: SeenProtection,
    version: number,
    response: Response,
  ) {
    const since = await this.files.events(seen, version);
    const events = since.filter(({ actor }) => actor !== 'system');
    const locals = response.locals as PageLocals;
    const policy = await this.files.policyOf(seen);
    const names = await readNames(this.casework.databases, locals.language);
    const precision = precisionFor(viewer, seen.complaint);
    return protectionHistory({ events, policy, names, precision, words: new Map() }, locals);
  }

  /** The request that is being decided, with its reason. */
  private async about(
    signedIn: SignedIn,
    seen: SeenProtection,
    { target }: ProtectionCommandForm,
    locals: PageLocals,
  ): Promise<{ about?: string; aboutMore?: string }> {
    const { accesses } = withinSight(seen.state, seen.sight);
    const one = accesses.find(({ access }) => target?.name === 'access' && access === target.value);
    if (one === undefined) return {};
    const all = await this.files.events(seen);
    const events = all.filter(
      (event) => event.type === 'IdentityAskedFor' && event.body.access === one.access,
    );
    const words = await this.files.words(signedIn, seen, events);
    const policy = await this.files.policyOf(seen);
    const names = await readNames(this.casework.databases, locals.language);
    const { by, purpose, ground, hours, reason } = accessShown(one, { events, words, policy, names }, locals);
    return { about: [by, purpose, ground, hours].join(' · '), aboutMore: reason };
  }
}
