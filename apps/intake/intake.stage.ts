import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import type { TextRef } from '#domain/complaint/command.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { openerOf, storeText } from '#filing/case-texts.js';
import { filingContext } from '#filing/filing-context.js';
import { evidenceRoom } from '#evidence/evidence.builder.js';
import type { EvidenceRoom } from '#evidence/evidence-room.js';
import type { Instant } from '#domain/time/instant.js';
import { complaintStream, protectionStream } from '#ledger/ledger.js';
import { appendFact, readStream, toEvent } from '#persistence/ledger-store.js';
import type { Time } from '#settings/time.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { createIntakeApp } from './create-intake-app.js';

/** Intake on a real database and a free port, its clock standing, without Temporal. For specs. */
export interface IntakeStage {
  app: NestExpressApplication;
  databases: TestDatabases;
  room: EvidenceRoom;
  url: string;
  kicks: () => number;
  /** What an officer writes about a case, sealed and stored. */
  textFor(reference: string, words: string): Promise<TextRef>;
  /** Opens the protection of who filed it, as the worker does with the case. */
  protect(reference: string): Promise<void>;
  close(): Promise<void>;
}

/** `given`: databases that were there before, as after a restart. */
export async function intakeStage(
  now: Instant | Time,
  given?: TestDatabases,
  room: EvidenceRoom = evidenceRoom(),
  usualFilingsPerMinute = 1_000,
): Promise<IntakeStage> {
  const databases = given ?? (await testDatabases());
  const time = typeof now === 'string' ? { now: () => now } : now;
  let kicked = 0;
  const app = await createIntakeApp(
    {
      databases,
      keyring: openKeyring(databases.keysDir, KEYS_OF.intake),
      time,
      usualFilingsPerMinute,
      context: filingContext(databases.main.manager),
      evidence: room,
      kick: () => (kicked += 1),
      dataDir: databases.dataDir,
      isSecure: false,
      trustedProxyHops: 1,
      publicUrl: 'http://public.test',
    },
    { logger: pino({ level: 'silent' }), isDemonstration: false },
  );
  await app.listen(0, '127.0.0.1');
  return {
    app,
    databases,
    room,
    url: await app.getUrl(),
    kicks: () => kicked,
    textFor: (reference, words) =>
      storeText(
        { manager: databases.main.manager, keys: databases.keys },
        openerOf(openKeyring(databases.keysDir, ['casework']), 'casework'),
        { reference, purpose: 'narrative', kind: 'question', author: 'staff:desk-1', createdAt: time.now() },
        words,
      ),
    async protect(reference) {
      const { main, sealOf } = databases;
      const [filed] = (await readStream(main.manager, complaintStream(reference))).map(toEvent);
      if (filed?.type !== 'ComplaintReceived') throw new Error('Nothing was filed.');
      const { identityMode, mayBeMailed, policyHash } = filed.body;
      const opened: ProtectionEvent<'ProtectionOpened'> = {
        type: 'ProtectionOpened',
        schemaVersion: 1,
        at: time.now(),
        actor: 'system',
        body: {
          id: reference,
          reference,
          person: 'complainant',
          identityMode,
          mayBeMailed,
          policyHash,
          isStaff: false,
        },
      };
      await appendFact(main.manager, protectionStream(reference), opened, sealOf);
    },
    async close() {
      await app.close();
      await databases.close();
    },
  };
}
