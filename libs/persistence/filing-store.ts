import type { EntityManager } from 'typeorm';
import type { Filing } from '#domain/complaint/complaint-event.js';
import type { LedgerEntry } from '#ledger/ledger.js';
import type { OutboxMessage } from './outbox-store.js';
import type { SealedText } from './sealed-text-store.js';

/** Everything that one filing leaves in the main database. */
export interface FilingRows {
  filing: Filing;
  receiptHash: string;
  /** The name of the key that the hash was made with, and that the code's key pair was. */
  receiptKeyId: string;
  idempotencyHash: string | null;
  bodyHash: string | null;
  /** `staff:<id>` when the central desk entered it. */
  createdBy: string | null;
  texts: SealedText[];
  entry: LedgerEntry;
  outbox: OutboxMessage;
  searchTokens: string[];
}

export interface FilingRecord {
  reference: string;
  stream: string;
  receiptHash: string;
  bodyHash: string | null;
}

const UNIQUE_VIOLATION = '23505';
const TAKEABLE = [
  'filing_idempotency',
  'filing_receipt',
  'filing_pkey',
  'data_request_idempotency',
  'data_request_receipt',
  'data_request_pkey',
  'receipt_public_key_pkey',
  'wrapped_key_pkey',
] as const;

/** What of a filing, or of a request for data, is taken already: its idempotency key, its receipt code or its reference; null for other errors. */
export function takenBy(error: unknown): (typeof TAKEABLE)[number] | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION ? (TAKEABLE.find((name) => name === constraint) ?? null) : null;
}

/** Stores the whole filing in one statement, so in one transaction and one round trip. Throws what `takenBy` reads. */
export async function insertFiling(manager: EntityManager, rows: FilingRows): Promise<void> {
  const { filing, texts, entry, outbox } = rows;
  const values: unknown[] = [];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const reference = bind(filing.reference, 'text');
  const stream = bind(entry.stream, 'text');
  const at = bind(entry.at, 'timestamptz');
  const column = (pick: (text: SealedText) => unknown, type: string): string => bind(texts.map(pick), type);

  await manager.query(
    `WITH filed AS (
       INSERT INTO filing (reference, stream, category, is_integrity, channel, identity_mode, language, may_be_mailed,
         filed_at, deemed_received_at, policy_hash, receipt_hash, receipt_key_id, idempotency_hash,
         body_hash, created_by)
       VALUES (${reference}, ${stream}, ${bind(filing.category, 'text')}, ${bind(filing.isIntegrity, 'boolean')},
         ${bind(filing.channel, 'text')}, ${bind(filing.identityMode, 'text')}, ${bind(filing.language, 'text')},
         ${bind(filing.mayBeMailed, 'boolean')}, ${bind(filing.filedAt, 'timestamptz')},
         ${bind(filing.deemedReceivedAt, 'timestamptz')}, ${bind(filing.policyHash, 'text')},
         ${bind(rows.receiptHash, 'text')}, ${bind(rows.receiptKeyId, 'text')},
         ${bind(rows.idempotencyHash, 'text')}, ${bind(rows.bodyHash, 'text')},
         ${bind(rows.createdBy, 'text')})),
     texts AS (
       INSERT INTO sealed_text (id, purpose, kind, ciphertext, hash, author, reference, created_at)
       SELECT one.*, ${reference}, ${at} FROM unnest(${column(({ id }) => id, 'uuid[]')},
         ${column(({ purpose }) => purpose, 'text[]')}, ${column(({ kind }) => kind, 'text[]')},
         ${column(({ ciphertext }) => ciphertext, 'bytea[]')}, ${column(({ hash }) => hash, 'text[]')},
         ${column(({ author }) => author, 'text[]')}) AS one),
     entry AS (
       INSERT INTO ledger_entry (stream, seq, type, schema_version, at, actor, body, prev_hash, hash, command_id, seal)
       VALUES (${stream}, ${bind(entry.seq, 'int')}, ${bind(entry.type, 'text')},
         ${bind(entry.schemaVersion, 'int')}, ${bind(entry.at, 'text')}, ${bind(entry.actor, 'text')},
         ${bind(entry.body, 'text')}, ${bind(entry.prevHash, 'text')}, ${bind(entry.hash, 'text')},
         ${bind(entry.commandId, 'text')}, ${bind(entry.seal, 'text')})),
     head AS (
       INSERT INTO ledger_head (stream, seq, hash)
       VALUES (${stream}, ${bind(entry.seq, 'int')}, ${bind(entry.hash, 'text')})),
     message AS (
       INSERT INTO outbox (message_id, reference, kind, payload, created_at)
       VALUES (${bind(outbox.messageId, 'uuid')}, ${reference}, ${bind(outbox.kind, 'text')},
         ${bind(outbox.payload, 'text')}, ${at}))
     INSERT INTO search_word (word_token, reference)
     SELECT token, ${reference} FROM unnest(${bind(rows.searchTokens, 'bigint[]')}) AS token
     ON CONFLICT DO NOTHING`,
    values,
  );
}

async function findOne(manager: EntityManager, column: string, value: string): Promise<FilingRecord | null> {
  const rows: FilingRecord[] = await manager.query(
    `SELECT reference, stream, receipt_hash AS "receiptHash", body_hash AS "bodyHash" FROM filing WHERE ${column} = $1`,
    [value],
  );
  return rows[0] ?? null;
}

export const findFiling = (manager: EntityManager, reference: string): Promise<FilingRecord | null> =>
  findOne(manager, 'reference', reference);

export const findFilingByIdempotency = (manager: EntityManager, hash: string): Promise<FilingRecord | null> =>
  findOne(manager, 'idempotency_hash', hash);
