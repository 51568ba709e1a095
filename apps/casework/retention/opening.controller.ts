import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { OpenTo } from '../staff-access/open-to.js';
import { Sensitive } from '../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { openingDecisionSchema, reasonSchema } from './hold.form.js';
import { RetentionPage } from './retention-page.js';

/** Reading again what was sealed early: one asks, a second person decides. */
@Controller('retention/:reference/opening')
@OpenTo('auditor', 'head-of-agency')
export class OpeningController {
  constructor(private readonly page: RetentionPage) {}

  @Post()
  async ask(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const read = this.page.read(reasonSchema, body, response);
    if (Array.isArray(read)) return this.page.again(signedIn, reference, response, body, read);
    await this.page.give(signedIn, reference, { name: 'ask-opening' }, read, body, response);
  }

  @Post('decision')
  @Sensitive()
  async decide(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Body() body: Record<string, string>,
    @Res() response: Response,
  ): Promise<void> {
    const read = this.page.read(openingDecisionSchema, body, response);
    if (Array.isArray(read)) return this.page.again(signedIn, reference, response, body, read);
    const { approved, ...words } = read;
    const decided = { name: 'decide-opening', approved: approved === 'yes' } as const;
    await this.page.give(signedIn, reference, decided, words, body, response);
  }
}
