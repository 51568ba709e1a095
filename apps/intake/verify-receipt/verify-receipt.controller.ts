import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { signingKeyId } from '#ledger/heads.js';
import { projectPath } from '#settings/project-path.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { STATUS_OF } from '#web/errors/problem.js';
import { shownErrors } from '#web/errors/shown-error.js';
import { CHANGE_LANGUAGE } from '#web/language/language.js';
import type { PageLocals } from '#web/page-locals.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { checkReceipt } from './receipt-check.js';
import { SignedHeadsFile } from './signed-heads.js';

/** A public key, as the verifier that runs without us reads it. */
interface PublishedKey {
  keyId: string;
  /** SPKI, PEM. */
  publicKey: string;
}

/** Where anybody checks a receipt, here or without us. */
@Controller()
export class VerifyReceiptController {
  private readonly heads: SignedHeadsFile;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.heads = new SignedHeadsFile(services.dataDir, () => services.keyring.verifiers('ledger-signing'));
  }

  @Get('verify-receipt')
  ask(@Res() response: Response): void {
    this.render(response, {});
  }

  @Post('verify-receipt')
  async check(@Body() form: PostedForm, @Res() response: Response): Promise<void> {
    const pasted = textOf(form, 'receipt');
    if (textOf(form, 'action') === CHANGE_LANGUAGE) {
      this.render(response, { pasted });
      return;
    }
    const check = await checkReceipt(pasted, this.services, this.heads);
    if (check.is !== 'unreadable') {
      this.render(response, { pasted, check });
      return;
    }
    const { t, language } = response.locals as PageLocals;
    const errors = shownErrors([{ field: 'receipt', code: 'invalid' }], t, language);
    response.status(STATUS_OF.validation);
    this.render(response, { pasted, errors });
  }

  /** Earlier keys too: what they signed stays valid. */
  @Get('.well-known/prongsai-keys.json')
  keys(): { receipts: PublishedKey[]; heads: PublishedKey[] } {
    const { keyring } = this.services;
    const published = (name: 'receipt-signing' | 'ledger-signing'): PublishedKey[] =>
      keyring.verifiers(name).map((key) => ({
        keyId: signingKeyId(key),
        publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
      }));
    return { receipts: published('receipt-signing'), heads: published('ledger-signing') };
  }

  @Get('verify-receipt/verify-receipt.mjs')
  program(@Res() response: Response): void {
    response.attachment('verify-receipt.mjs').sendFile(projectPath('infra/verifier/verify-receipt.mjs'));
  }

  private render(response: Response, page: object): void {
    response.render('verify-receipt/verify-receipt', {
      ...page,
      backLink: '/',
      languageAction: CHANGE_LANGUAGE,
      formAction: '/verify-receipt',
    });
  }
}
