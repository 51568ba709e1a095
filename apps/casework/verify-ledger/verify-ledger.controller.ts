import { Controller, Get, HttpCode, Post, Query, Render } from '@nestjs/common';
import { complaintStream } from '#ledger/ledger.js';
import type { VerificationReport } from '#ledger/verification.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../casework.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

@Controller()
@OpenTo('auditor')
export class VerifyLedgerController {
  constructor(private readonly casework: Casework) {}

  @Get('verify-ledger')
  @Render('verify-ledger/verify-ledger')
  page(): object {
    return {};
  }

  @Post('verify-ledger')
  @HttpCode(200)
  @Render('verify-ledger/verify-ledger')
  async run(): Promise<{ report: VerificationReport }> {
    return { report: await this.verify() };
  }

  /** `?reference=` verifies one case; without it the whole ledger. */
  @Get('api/v1/ledger/verification')
  async overApi(
    @By() { viewer }: SignedIn,
    @Query('reference') reference: unknown,
  ): Promise<VerificationReport & { isWhole: boolean }> {
    if (typeof reference === 'string' && (await this.casework.reader.one(viewer, reference)) === null)
      throw new Problem('not-found');
    const report = await this.verify(typeof reference === 'string' ? complaintStream(reference) : undefined);
    return { isWhole: report.findings.length === 0, ...report };
  }

  private verify(stream?: string): Promise<VerificationReport> {
    const { databases, settings, keyring } = this.casework;
    return verifyDatabase(databases.main, {
      dataDir: settings.dataDir,
      keyring,
      ...(stream !== undefined && { stream }),
    });
  }
}
