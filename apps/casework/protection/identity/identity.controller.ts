import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { CASE_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { OpenedProtection } from '../opened-protection.decorator.js';
import { IdentityReading } from './read-identity.js';

const PERSONAL = ['name', 'nationalId', 'phone', 'email', 'address'] as const;

@Controller('protections/:id/identity')
@OpenTo(...CASE_ROLES)
@Sensitive()
export class IdentityController {
  constructor(private readonly reading: IdentityReading) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async page(
    @By() signedIn: SignedIn,
    @OpenedProtection() seen: SeenProtection,
    @Res() response: Response,
  ): Promise<void> {
    const { t, instant } = response.locals as PageLocals;
    const { id, accesses } = seen.state;
    const backLink = `/protections/${id}`;
    const read = await this.reading.read(signedIn, seen);
    if (read === null) {
      const isOver = accesses.some(({ by, givenAt }) => by === signedIn.staff.id && givenAt !== null);
      if (!isOver) throw new Problem('not-found');
      response.status(404).render('protection/identity/identity', { id, backLink, hasEnded: true });
      return;
    }
    response.render('protection/identity/identity', {
      id,
      backLink,
      until: instant(read.until),
      rows: PERSONAL.flatMap((field) => {
        const value = { ...read.identity, ...read.contact }[field];
        return value === undefined ? [] : [{ key: t(`field.${field}`), value }];
      }),
    });
  }
}
