import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { openEvidenceStorage } from '#evidence/evidence-room.js';
import { smtpMailer } from '#mail/mailer.js';
import { type Databases, openDatabases } from '#persistence/data-source.js';
import { UnderWay } from '#settings/under-way.js';
import type { Settings } from '#settings/settings.js';
import { systemTime, type Time, TIME } from '#settings/time.js';
import { TemporalWorker } from '#temporal/temporal-worker.js';
import { workflowBundlePath } from '#temporal/workflow-bundle.js';
import type { Keyring } from '#vault/keyring.js';
import { PersonnelActionFinder } from './find-personnel-actions/personnel-action-finder.js';
import { HealthServer } from './health-server.js';
import { CaseRecorder } from './record-case/case-recorder.js';
import { DataRequestRecorder } from './record-data-request/data-request-recorder.js';
import { ProtectionRecorder } from './record-protection/protection-recorder.js';
import { RetentionRecorder } from './record-retention/retention-recorder.js';
import { LetterWriter } from './send-mail/letter-writer.js';
import { MailDispatcher } from './send-mail/mail-dispatcher.js';
import { HeadsSigner } from './sign-heads/heads-signer.js';

const DATABASES = Symbol('Databases');
const KEYRING = Symbol('Keyring');
const RECORDING = Symbol('Recording');
const shared = [DATABASES, KEYRING, TIME];

async function demandWorking(temporalWorker: TemporalWorker, { main, keys }: Databases): Promise<void> {
  if (!temporalWorker.isRunning) throw new Error('The worker takes no tasks');
  await Promise.all([main.query('SELECT 1'), keys.query('SELECT 1')]);
}

/** What the worker does: workflows and their records, mails, signed heads. The database closes last. */
@Module({})
export class WorkerModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASES) private readonly databases: Databases) {}

  static of(settings: Settings, keyring: Keyring): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: DATABASES, useFactory: () => openDatabases(settings) },
        { provide: KEYRING, useValue: keyring },
        { provide: RECORDING, useValue: new UnderWay() },
        { provide: TIME, useFactory: () => systemTime(settings.timeOffsetFile) },
        {
          provide: TemporalWorker,
          inject: [DATABASES, KEYRING, RECORDING],
          useFactory: async (databases: Databases, keyring: Keyring, recording: UnderWay) => {
            const storage = await openEvidenceStorage(settings.evidence);
            const { openRetention, recordRetention } = new RetentionRecorder(databases, keyring, storage);
            const { open, record } = new CaseRecorder(databases, keyring);
            const { openProtection, recordProtection } = new ProtectionRecorder(databases, keyring);
            const { openDataRequest, recordDataRequest } = new DataRequestRecorder(databases, keyring);
            return new TemporalWorker({
              ...settings,
              codecKeys: () => keyring.secrets('codec'),
              workflowBundle: { codePath: workflowBundlePath },
              activities: {
                open: (given: Parameters<typeof open>[0]) => recording.during(open(given)),
                record: (given: Parameters<typeof record>[0]) => recording.during(record(given)),
                openProtection: (given: Parameters<typeof openProtection>[0]) =>
                  recording.during(openProtection(given)),
                recordProtection: (given: Parameters<typeof recordProtection>[0]) =>
                  recording.during(recordProtection(given)),
                openRetention,
                recordRetention,
                openDataRequest,
                recordDataRequest,
              },
            });
          },
        },
        {
          provide: MailDispatcher,
          inject: [...shared, RECORDING],
          useFactory: (databases: Databases, keyring: Keyring, time: Time, recording: UnderWay) =>
            new MailDispatcher(
              databases,
              new LetterWriter(databases, keyring, settings, time),
              smtpMailer(settings.smtpUrl),
              time,
              { isHurried: () => recording.isBusy },
            ),
        },
        {
          provide: PersonnelActionFinder,
          inject: shared,
          useFactory: (databases: Databases, keyring: Keyring, time: Time) =>
            new PersonnelActionFinder(databases, keyring, time),
        },
        {
          provide: HeadsSigner,
          inject: shared,
          useFactory: (databases: Databases, keyring: Keyring, time: Time) =>
            new HeadsSigner(databases, keyring, settings.dataDir, time),
        },
        {
          provide: HealthServer,
          inject: [TemporalWorker, DATABASES],
          useFactory: (temporalWorker: TemporalWorker, databases: Databases) =>
            new HealthServer(settings.workerPort, {
              isLive: () => temporalWorker.isLive,
              ready: () => demandWorking(temporalWorker, databases),
            }),
        },
      ],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.databases.close();
  }
}
