import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { withinSight } from '#domain/protection/sight.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { type PostedForm, textOf } from '#web/complaint/posted-form.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseRefusal } from '#web/wording/refusal.wording.js';
import { Casework } from '../../casework.js';
import type { FormError } from '../../commands/field.js';
import { keyOf } from '../../commands/idempotency-key.schema.js';
import { readNames } from '../../staff-access/names.js';
import { CASE_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { OpenedProtection } from '../opened-protection.decorator.js';
import { ProtectionFiles } from '../protection-file.js';
import { ProtectionDesk, type AskedOfProtection } from './give-protection-command.js';
import { isProtectionCommand, isSensitiveCommand } from './protection-command.js';
import { ProtectionCommandForm } from './protection-command.form.js';
import { ProtectionFormPage } from './protection-form-page.js';

@Controller('protections/:id/:command')
@OpenTo(...CASE_ROLES)
@Sensitive(({ params }) => isSensitiveCommand(params['command']))
export class ProtectionCommandController {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
    private readonly desk: ProtectionDesk,
    private readonly page: ProtectionFormPage,
  ) {}

  @Get()
  async ask(
    @By() signedIn: SignedIn,
    @OpenedProtection() seen: SeenProtection,
    @Param('command') name: string,
    @Query() query: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.form(signedIn, seen, name, query, response);
    await this.page.show(signedIn, seen, form, { key: randomUUID() }, response);
  }

  @Post()
  async give(
    @By() signedIn: SignedIn,
    @OpenedProtection() seen: SeenProtection,
    @Param('command') name: string,
    @Body() values: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.form(signedIn, seen, name, values, response);
    const { id, actedVersion } = withinSight(seen.state, seen.sight);
    const key = keyOf(values['commandId']);
    const seenVersion = Number(textOf(values, 'seenVersion')) || actedVersion;
    const read = form.read();
    const again = (status: number, errors: FormError[]): Promise<void> =>
      this.page.show(signedIn, seen, form, { key, seenVersion, errors }, response.status(status));
    if ('errors' in read) return again(400, read.errors);
    const asked = { id, name: form.command, body: read.body, key } as AskedOfProtection;
    // Who sees a part only is not told, by a refusal, that something happened to the rest.
    if (seen.sight.isWhole) asked.seenVersion = seenVersion;
    const outcome = await this.desk.give(signedIn, asked);
    const { t } = response.locals as PageLocals;
    if (outcome === 'unreachable') return again(503, [{ field: 'send', text: t('casework.unreachable') }]);
    if (outcome === 'key-reused' || isRefusal(outcome))
      return this.refused(signedIn, form, outcome, { id, seenVersion }, response);
    response.redirect(303, `/protections/${id}?done=${form.command}`);
  }

  /** Shows the form again with what was typed, against the protection as it is now. */
  private async refused(
    signedIn: SignedIn,
    form: ProtectionCommandForm,
    refusal: Refusal | 'key-reused',
    { id, seenVersion }: { id: string; seenVersion: number },
    response: Response,
  ): Promise<void> {
    const { language, t } = response.locals as PageLocals;
    const seen = await this.files.one(signedIn, id);
    const again = await this.form(signedIn, seen, form.command, form.values, response);
    const isReused = refusal === 'key-reused';
    const text = isReused ? t('command.recorded') : phraseRefusal(refusal, language);
    const isOutdated = !isReused && refusal.code === 'SomebodyElseActedFirst';
    const news = isReused ? ('recorded' as const) : isOutdated ? ('changed' as const) : undefined;
    const shown = {
      key: randomUUID(),
      seenVersion,
      errors: [{ field: 'send', text }],
      ...(news && { news }),
    };
    await this.page.show(signedIn, seen, again, shown, response.status(409));
  }

  private async form(
    signedIn: SignedIn,
    seen: SeenProtection,
    name: string,
    values: PostedForm,
    response: Response,
  ): Promise<ProtectionCommandForm> {
    if (!isProtectionCommand(name)) throw new Problem('not-found');
    const { directory, language } = signedIn;
    const context = {
      seen,
      directory,
      language,
      policy: await this.files.policyOf(seen),
      names: await readNames(this.casework.databases, language),
      at: this.casework.time.now(),
      t: (response.locals as PageLocals).t,
    };
    return new ProtectionCommandForm(name, context, values);
  }
}
