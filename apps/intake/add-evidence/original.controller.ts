import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '#web/errors/problem.js';
import { sendFile } from '#web/evidence/send-file.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { TrackedReceipt } from '../track-complaint/tracked-receipt.decorator.js';
import { TrackedFiles } from './tracked-files.js';

/** The untouched file that a complainant let be kept as proof, given back to whoever has the receipt code. */
@Controller('track/case/evidence/:id/original')
export class OriginalController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get()
  async giveBack(
    @TrackedReceipt() receipt: Receipt,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const files = await TrackedFiles.of(receipt, this.services);
    const found = await files.original(id);
    if (found === null) throw new Problem('not-found');
    await sendFile(response, found, found.sealed, found.seal);
  }
}
