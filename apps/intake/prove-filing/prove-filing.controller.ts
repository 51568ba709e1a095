import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { answeredFiling } from '#filing/answered-filing.js';
import { proofOf, receiptOf, type FilingReceipt } from '#filing/filing-receipt.js';
import type { Purpose } from '#vault/purpose.js';
import type { PostedForm } from '#web/complaint/posted-form.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { DraftKeeper } from '../complaint-form/draft-keeper.js';
import { isShown } from '../complaint-form/shown-receipt.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { TrackedReceipt } from '../track-complaint/tracked-receipt.decorator.js';

/** What a complainant can choose to show somebody. */
const SHOWABLE = ['narrative', 'subjects', 'identity', 'contact'] as const satisfies readonly Purpose[];

const send = (response: Response, name: string, proof: FilingReceipt): void => {
  response
    .attachment(name)
    .type('application/json')
    .send(`${JSON.stringify(proof, null, 2)}\n`);
};

/** The receipt that proves a filing, and the proof of what was said, for whoever has the receipt code. */
@Controller()
export class ProveFilingController {
  private readonly drafts: DraftKeeper;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.drafts = new DraftKeeper(services);
  }

  /** Beside the confirmation, where nobody has typed the code yet. */
  @Get('complain/done/receipt.json')
  async filed(@Req() request: Request, @Res() response: Response): Promise<void> {
    const filed = (await this.drafts.read(request))?.filed;
    if (filed === undefined) throw new Elsewhere('/');
    if (!isShown(filed.answer, this.services.time.now())) throw new Elsewhere('/complain/done');
    const { reference, receiptCode } = filed.answer;
    await this.sendReceipt({ reference, code: receiptCode }, response);
  }

  /** Beside the confirmation of the case that harm opened. */
  @Get('track/case/protection/opened/receipt.json')
  async opened(@TrackedReceipt() { opened }: Receipt, @Res() response: Response): Promise<void> {
    const answer = opened && (await answeredFiling(opened, this.services));
    if (!opened || !answer || !isShown(answer, this.services.time.now()))
      throw new Elsewhere('/track/case/protection/opened');
    await this.sendReceipt(opened, response);
  }

  @Get('track/case/receipt.json')
  receipt(@TrackedReceipt() receipt: Receipt, @Res() response: Response): Promise<void> {
    return this.sendReceipt(receipt, response);
  }

  @Get('track/case/proof')
  async choose(@TrackedReceipt() { reference, code }: Receipt, @Res() response: Response): Promise<void> {
    const receipt = await receiptOf(reference, code, this.services);
    if (receipt === null) throw new Elsewhere('/track');
    response.render('prove-filing/proof', {
      showable: SHOWABLE.filter((purpose) => purpose in receipt.commitments),
      backLink: '/track/case',
    });
  }

  @Post('track/case/proof')
  async prove(
    @TrackedReceipt() { reference, code }: Receipt,
    @Body() form: PostedForm,
    @Res() response: Response,
  ): Promise<void> {
    const chosen = [form['shown'] ?? []].flat();
    const purposes = SHOWABLE.filter((purpose) => chosen.includes(purpose));
    const proof = await proofOf(reference, code, purposes, this.services);
    if (proof === null) throw new Elsewhere('/track');
    send(response, 'proof.json', proof);
  }

  private async sendReceipt(
    { reference, code }: Pick<Receipt, 'reference' | 'code'>,
    response: Response,
  ): Promise<void> {
    const receipt = await receiptOf(reference, code, this.services);
    if (receipt === null) throw new Elsewhere('/track');
    send(response, 'receipt.json', receipt);
  }
}
