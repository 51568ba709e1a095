import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Policy } from '#domain/policy/policy.js';
import type { UnderWay } from '#settings/under-way.js';
import { isUpload } from '#web/input/upload-request.js';
import { createWebApp } from '#web/create-web-app.js';
import { AttachmentsApiController } from './add-evidence/attachments-api.controller.js';
import { EvidenceRemoval } from './add-evidence/evidence-removal.js';
import { EvidenceStepController } from './add-evidence/evidence-step.controller.js';
import { AdviceController } from './advice/advice.controller.js';
import { ComplaintFormController } from './complaint-form/complaint-form.controller.js';
import { DraftKeeper } from './complaint-form/draft-keeper.js';
import { DraftRemoval } from './complaint-form/draft-removal.js';
import { DueDatesApiController } from './due-dates/due-dates-api.controller.js';
import { INTAKE, type IntakeServices } from './intake-services.js';
import { intakeOpenApi } from './openapi.js';
import { LeaveQuicklyController } from './leave-quickly/leave-quickly.controller.js';
import { FilingTurns } from './rate-limit/filing-turns.js';
import { MyDataController } from './my-data/my-data.controller.js';
import { ProcedureController } from './procedure/procedure.controller.js';
import { ProveFilingController } from './prove-filing/prove-filing.controller.js';
import { OpenedController } from './protection/opened.controller.js';
import { ProtectionApiController } from './protection/protection-api.controller.js';
import { ProtectionController } from './protection/protection.controller.js';
import { slowDown } from './rate-limit/slow-down.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { ComplaintApiController } from './submit-complaint/complaint-api.controller.js';
import { TellEmploymentApiController } from './tell-employment/tell-employment-api.controller.js';
import { TellEmploymentController } from './tell-employment/tell-employment.controller.js';
import { TrackApiController } from './track-complaint/track-api.controller.js';
import { VerifyReceiptController } from './verify-receipt/verify-receipt.controller.js';
import { OriginalController } from './add-evidence/original.controller.js';
import { TrackComplaintController } from './track-complaint/track-complaint.controller.js';

@Module({})
class IntakeModule {}

/** The form of a complaint and that of a message bring files, and the API's attachments. */
const UPLOADS = /^\/(complain\/evidence|track\/case\/message|api\/v1\/complaints\/[^/]+\/attachments)$/;

const countedBy =
  (filings: UnderWay): RequestHandler =>
  (request, response, next) => {
    // A file that takes its time to come in is no reason for the others' messages to wait.
    if (request.method === 'POST' && !isUpload(request, UPLOADS)) {
      filings.begin();
      response.once('close', () => filings.end());
    }
    next();
  };

const UPLOAD_WITHIN_MS = 60 * 60_000;

/** Two hundred at once are a school class behind one address; beyond that, twenty each second. */
const PACE = { burst: 200, intervalMs: 50, longestMs: 5_000 };

/** The public site and API. Ready as soon as its databases are: complaints are taken while Temporal is down. */
export async function createIntakeApp(
  services: IntakeServices,
  { logger, isDemonstration, filings }: { logger: Logger; isDemonstration: boolean; filings?: UnderWay },
): Promise<NestExpressApplication> {
  let { policy }: { policy: Policy } = (await services.context(services.time.now())).inForce;
  const { main, keys } = services.databases;
  const drafts = new DraftKeeper(services);
  const app = await createWebApp(
    {
      module: IntakeModule,
      providers: [
        { provide: INTAKE, useValue: services },
        { provide: FilingTurns, useValue: new FilingTurns(services) },
        DraftRemoval,
        EvidenceRemoval,
      ],
      controllers: [
        ProveFilingController,
        VerifyReceiptController,
        LeaveQuicklyController,
        AdviceController,
        EvidenceStepController,
        ComplaintFormController,
        AttachmentsApiController,
        ComplaintApiController,
        OriginalController,
        TrackComplaintController,
        TrackApiController,
        ProtectionController,
        OpenedController,
        ProtectionApiController,
        TellEmploymentController,
        TellEmploymentApiController,
        MyDataController,
        ProcedureController,
        StatisticsController,
        DueDatesApiController,
      ],
    },
    {
      templateFolders: ['apps/intake'],
      localeFolders: ['apps/intake/locales'],
      stylesheet: 'public',
      csrf: 'cookie',
      uploads: UPLOADS,
      agencyName: () => policy.agency.name,
      locals: (request) => ({
        takesDataRequests: policy.dataRequests !== undefined,
        hasDraft: drafts.nameOf(request) !== null,
      }),
      isDemonstration,
      isSecure: services.isSecure,
      logger,
      handlers: [...(filings ? [countedBy(filings)] : []), slowDown(PACE)],
      openApi: intakeOpenApi,
      ready: async () => {
        ({ policy } = (await services.context(services.time.now())).inForce);
        await Promise.all([main.query('SELECT 1'), keys.query('SELECT 1')]);
      },
    },
  );
  // A large file over a slow line takes its time; headers still have a minute.
  app.getHttpServer().requestTimeout = UPLOAD_WITHIN_MS;
  app.set('trust proxy', services.trustedProxyHops);
  return app;
}
