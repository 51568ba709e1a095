import { Controller, Get, Header } from '@nestjs/common';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { Problem } from '#web/errors/problem.js';
import { CASE_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { OpenedProtection } from '../opened-protection.decorator.js';
import { IdentityReading, type ReadIdentity } from './read-identity.js';

@Controller('api/v1/protections/:id/identity')
@OpenTo(...CASE_ROLES)
@Sensitive()
export class IdentityApiController {
  constructor(private readonly reading: IdentityReading) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async read(@By() signedIn: SignedIn, @OpenedProtection() seen: SeenProtection): Promise<ReadIdentity> {
    const read = await this.reading.read(signedIn, seen);
    if (read === null) throw new Problem('not-found');
    return read;
  }
}
