import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

/** What to mind before complaining, for whoever must not be known. */
@Controller()
export class AdviceController {
  @Get('advice')
  advice(@Res() response: Response): void {
    response.render('advice/advice', { backLink: '/' });
  }
}
