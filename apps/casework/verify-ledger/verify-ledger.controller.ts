import { Controller, Get, HttpCode, Post, Query, Render } from '@nestjs/common';
import { complaintStream } from '#ledger/ledger.js';
import type { VerificationReport } from '#ledger/verification.js';
import { DataRequestReader } from '#persistence/data-request-reader.js';
import { CaseReader } from '#persistence/case-reader.js';
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
  async run(@By() signedIn: SignedIn): Promise<{ report: VerificationReport }> {
    return { report: await this.verify(signedIn) };
  }

  /** `?reference=` verifies one case; without it the whole ledger. */
  @Get('api/v1/ledger/verification')
  async overApi(
    @By() signedIn: SignedIn,
    @Query('reference') reference: unknown,
  ): Promise<VerificationReport & { isWhole: boolean }> {
    const { reader } = this.casework;
    if (typeof reference === 'string' && (await reader.one(signedIn.viewer, reference)) === null)
      throw new Problem('not-found');
    const stream = typeof reference === 'string' ? complaintStream(reference) : undefined;
    const report = await this.verify(signedIn, stream);
    return { isWhole: report.findings.length === 0 && !report.hasHiddenFaults, ...report };
  }

  /** The report leaves out, findings and counts alike, what does not exist for whoever asks. */
  private verify({ viewer }: SignedIn, stream?: string): Promise<VerificationReport> {
    const { databases, settings, keyring } = this.casework;
    return verifyDatabase(databases.main, {
      dataDir: settings.dataDir,
      keyring,
      hidden: async (manager) =>
        new Set([
          ...(await new CaseReader(manager).hiddenReferences(viewer)),
          ...(await new DataRequestReader(manager).hiddenReferences(viewer)),
        ]),
      ...(stream !== undefined && { stream }),
    });
  }
}
