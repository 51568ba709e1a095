import { COMPLAINT_QUEUE } from '#workflows/complaint/complaint.contract.js';
import { filingContext } from '#filing/filing-context.js';
import { openEvidenceRoom } from '#evidence/evidence-room.js';
import { OutboxRelay } from '#filing/outbox-relay.js';
import { openDatabases } from '#persistence/data-source.js';
import { UnderWay } from '#settings/under-way.js';
import { readSettings } from '#settings/settings.js';
import { systemTime } from '#settings/time.js';
import { temporalClient } from '#temporal/client.js';
import { sendCommand, startComplaint } from '#temporal/complaint-calls.js';
import { sendToDataRequest, startDataRequest } from '#temporal/data-request-calls.js';
import { sendToProtection, startProtection } from '#temporal/protection-calls.js';
import { sendToRetention, startRetention } from '#temporal/retention-calls.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { createLogger } from '#web/logging/request-log.js';
import { createIntakeApp } from './create-intake-app.js';

async function run(): Promise<void> {
  const settings = readSettings();
  const logger = createLogger('intake');
  const keyring = openKeyring(settings.keysDir, KEYS_OF.intake, settings.keyService);
  const databases = await openDatabases(settings);
  const time = systemTime(settings.timeOffsetFile);
  const codecKeys = (): readonly Buffer[] => keyring.secrets('codec');
  const client = temporalClient({ ...settings, codecKeys });
  const { historyThreshold } = settings;
  const taskQueue = settings.taskQueue || COMPLAINT_QUEUE;
  const ofLife = historyThreshold === undefined ? {} : { continueAsNewAfter: historyThreshold };

  const filings = new UnderWay();
  const relay = new OutboxRelay({
    main: databases.main,
    codecKeys,
    time,
    port: {
      startComplaint: (received) => startComplaint(client, { received, ...ofLife }, taskQueue),
      sendCommand: (reference, command, signature) => sendCommand(client, reference, command, signature),
      startProtection: (opened) => startProtection(client, { opened, ...ofLife }, taskQueue),
      sendToProtection: (id, command, signature) => sendToProtection(client, id, command, signature),
      startRetention: (opened) => startRetention(client, { opened, ...ofLife }, taskQueue),
      sendToRetention: (reference, command, signature) =>
        sendToRetention(client, reference, command, signature),
      startDataRequest: (received) => startDataRequest(client, { received, ...ofLife }, taskQueue),
      sendToDataRequest: (reference, command, signature) =>
        sendToDataRequest(client, reference, command, signature),
    },
    isHurried: () => filings.isBusy,
    onError: (error) =>
      logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'not delivered'),
  });

  const app = await createIntakeApp(
    {
      databases,
      keyring,
      time,
      context: filingContext(databases.main.manager),
      evidence: await openEvidenceRoom(settings.evidence),
      kick: () => relay.kick(),
      dataDir: settings.dataDir,
      usualFilingsPerMinute: settings.usualFilingsPerMinute,
      publicUrl: settings.publicUrl,
      isSecure: settings.publicUrl.startsWith('https:'),
      trustedProxyHops: settings.trustedProxyHops,
    },
    { logger, isDemonstration: settings.isDemonstration, filings },
  );
  await app.listen(settings.intakePort, settings.bindAddress);
  relay.start();
  logger.info({ port: settings.intakePort }, 'ready');

  const stop = async (): Promise<void> => {
    await app.close();
    await relay.stop();
    await client.connection.close();
    await databases.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(0)));
}

await run();
