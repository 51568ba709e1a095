import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { instantOf } from '#domain/time/instant.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { sealFiling } from '#filing/filing-texts.js';
import { sealPayload } from '#filing/outbox-payload.js';
import { newReference } from '#filing/reference.js';
import { chain, complaintStream, GENESIS } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { insertFiling } from '#persistence/filing-store.js';
import { insertWrappedKeys } from '#persistence/wrapped-key-store.js';
import { readSettings } from '#settings/settings.js';
import { keyIdOf } from '#vault/key-id.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { deriveReceiptCode, receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import { wordTokens } from '#vault/word-index.js';

/** What intake is measured against: the same sealing and the same SQL behind a bare HTTP server. */
const settings = readSettings();
const keyring = openKeyring(settings.keysDir, KEYS_OF.intake);
const receiptKey = keyring.secret('receipt-code');
const POOL = 20;

/** The stores' statements straight on the driver. */
function statements(connectionString: string): EntityManager & DataSource {
  const pool = new Pool({ connectionString, max: POOL });
  const query = async (sql: string, values?: unknown[]): Promise<unknown> =>
    (await pool.query(sql, values)).rows;
  return { query } as unknown as EntityManager & DataSource;
}
const main = statements(settings.databaseUrl);
const keys = statements(settings.keysDatabaseUrl);
const packs: { hash: string }[] = await main.query('SELECT hash FROM policy_pack LIMIT 1');
const policyHash = packs[0]?.hash ?? '';

async function bodyOf(incoming: IncomingMessage): Promise<ComplaintInput> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as ComplaintInput;
}

async function file(complaint: ComplaintInput, idempotencyKey: string): Promise<object> {
  const at = instantOf(Date.now());
  const keyed = (text: string): string => createHmac('sha256', receiptKey).update(text).digest('hex');
  const bodyHash = keyed(JSON.stringify(complaint));
  const receiptCode = deriveReceiptCode(receiptKey, idempotencyKey, bodyHash);
  const { publicKey } = receiptKeyPair(receiptKey, receiptCode);
  const reference = newReference('TRT', at);
  const { subject, details, accused, identity } = complaint;
  const { mode, name, email } = identity;
  const { texts, commitments, wrapped } = sealFiling(
    {
      narrative: JSON.stringify({ subject, details }),
      subjects: JSON.stringify({ accused, matches: { persons: [], units: [] } }),
      contact: JSON.stringify({ email }),
      identity: JSON.stringify({ name }),
    },
    mode,
    { publicKeys: keyring.publicKeys, receiptPublicKey: publicKey },
    { reference, author: 'complainant', createdAt: at },
  );
  const event: ComplaintEvent<'ComplaintReceived'> = {
    type: 'ComplaintReceived',
    schemaVersion: 1,
    at,
    actor: 'complainant',
    body: {
      reference,
      category: complaint.category,
      isIntegrity: true,
      channel: 'api',
      identityMode: mode,
      language: 'th',
      mayBeMailed: true,
      filedAt: at,
      deemedReceivedAt: at,
      policyHash,
      commitments,
    },
  };
  const [entry] = chain(GENESIS, [event], complaintStream(reference), ledgerSeal(keyring));
  if (entry === undefined) throw new Error('An event makes an entry.');
  const messageId = randomUUID();
  await insertWrappedKeys(keys, reference, wrapped, publicKey.raw);
  await insertFiling(main, {
    filing: event.body,
    receiptKeyId: keyIdOf(receiptKey),
    receiptHash: receiptHash(receiptKey, receiptCode),
    idempotencyHash: keyed(idempotencyKey),
    bodyHash,
    createdBy: null,
    texts,
    entry,
    outbox: {
      messageId,
      reference,
      kind: 'start',
      payload: sealPayload(keyring.secret('codec'), messageId, { received: event }),
    },
    searchTokens: wordTokens(keyring.secret('search-index'), `${subject} ${details}`),
  });
  return { reference, receiptCode, filedAt: at };
}

createServer((incoming, outgoing) => {
  bodyOf(incoming)
    .then((complaint) => file(complaint, String(incoming.headers['idempotency-key'])))
    .then(
      (answer) => outgoing.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    );
}).listen(settings.intakePort, '127.0.0.1');
