import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { filingContext } from '#filing/filing-context.js';
import type { Instant } from '#domain/time/instant.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { createIntakeApp } from './create-intake-app.js';

/** Intake on a real database and a free port, its clock standing, without Temporal. For specs. */
export interface IntakeStage {
  app: NestExpressApplication;
  databases: TestDatabases;
  url: string;
  kicks: () => number;
  close(): Promise<void>;
}

/** `given`: databases that were there before, as after a restart. */
export async function intakeStage(now: Instant, given?: TestDatabases): Promise<IntakeStage> {
  const databases = given ?? (await testDatabases());
  let kicked = 0;
  const app = await createIntakeApp(
    {
      databases,
      keyring: openKeyring(databases.keysDir, KEYS_OF.intake),
      time: { now: () => now },
      context: filingContext(databases.main.manager),
      kick: () => (kicked += 1),
      dataDir: databases.dataDir,
      isSecure: false,
      publicUrl: 'http://public.test',
    },
    { logger: pino({ level: 'silent' }), isDemonstration: false },
  );
  await app.listen(0, '127.0.0.1');
  return {
    app,
    databases,
    url: await app.getUrl(),
    kicks: () => kicked,
    async close() {
      await app.close();
      await databases.close();
    },
  };
}
