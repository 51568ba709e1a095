import { pino } from 'pino';
import { openEvidenceRoom } from '#evidence/evidence-room.js';
import { CaseReader } from '#persistence/case-reader.js';
import { openDatabases } from '#persistence/data-source.js';
import { TaskReader } from '#persistence/task-reader.js';
import { readSettings } from '#settings/settings.js';
import { systemTime } from '#settings/time.js';
import { temporalClient } from '#temporal/client.js';
import { sendCommand } from '#temporal/complaint-calls.js';
import { sendToDataRequest } from '#temporal/data-request-calls.js';
import { sendToProtection } from '#temporal/protection-calls.js';
import { sendToRetention } from '#temporal/retention-calls.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { createCasework } from './create-casework.js';

const settings = readSettings();
const keyring = openKeyring(settings.keysDir, KEYS_OF.casework, settings.keyService);
const databases = await openDatabases(settings);
const client = temporalClient({ ...settings, codecKeys: () => keyring.secrets('codec') });
const app = await createCasework(
  {
    settings,
    databases,
    keyring,
    time: systemTime(settings.timeOffsetFile),
    reader: new CaseReader(databases.main),
    tasks: new TaskReader(databases.main),
    evidence: await openEvidenceRoom(settings.evidence),
    commands: {
      send: (reference, command, signature) => sendCommand(client, reference, command, signature),
    },
    protections: {
      send: (id, command, signature) => sendToProtection(client, id, command, signature),
    },
    retention: {
      send: (reference, command, signature) => sendToRetention(client, reference, command, signature),
    },
    dataRequests: {
      send: (reference, command, signature) => sendToDataRequest(client, reference, command, signature),
    },
  },
  pino(),
);
await app.listen(settings.caseworkPort, settings.bindAddress);
