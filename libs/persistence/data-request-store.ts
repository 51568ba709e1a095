import type { EntityManager } from 'typeorm';
import { isDataRequestOver, type DataRequestState } from '#domain/data-request/data-request-state.js';
import type { Instant } from '#domain/time/instant.js';

/** What a request leaves besides its texts, its ledger and its order to start. */
export interface DataRequestRow {
  state: DataRequestState;
  receiptHash: string;
  /** The name of the key that the hash was made with, and that the code's key pair was. */
  receiptKeyId: string;
  idempotencyHash: string | null;
  bodyHash: string | null;
}

export interface DataRequestRecord {
  receiptHash: string;
  bodyHash: string | null;
  filedAt: Instant;
  state: DataRequestState;
}

/** Throws what `takenBy` reads. */
export async function insertDataRequest(
  manager: EntityManager,
  { state, receiptHash, receiptKeyId, idempotencyHash, bodyHash }: DataRequestRow,
  at: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO data_request (reference, receipt_hash, receipt_key_id, idempotency_hash, body_hash, version, is_over,
       state, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, false, $7, $8, $8)`,
    [
      state.reference,
      receiptHash,
      receiptKeyId,
      idempotencyHash,
      bodyHash,
      state.version,
      JSON.stringify(state),
      at,
    ],
  );
}

/** Brings the row up to the state; a row that is as new or newer stays as it is. */
export async function updateDataRequest(
  manager: EntityManager,
  state: DataRequestState,
  at: Instant,
): Promise<void> {
  await manager.query(
    `UPDATE data_request SET version = $2, is_over = $3, due_at = $4, requester = $5, state = $6, updated_at = $7
     WHERE reference = $1 AND version < $2`,
    [
      state.reference,
      state.version,
      isDataRequestOver(state),
      state.clock?.dueAt ?? null,
      state.requester,
      JSON.stringify(state),
      at,
    ],
  );
}

const find = async (
  manager: EntityManager,
  column: 'reference' | 'idempotency_hash',
  value: string,
): Promise<DataRequestRecord | null> => {
  const rows: (Omit<DataRequestRecord, 'filedAt'> & { filedAt: Date })[] = await manager.query(
    `SELECT receipt_hash AS "receiptHash", body_hash AS "bodyHash", created_at AS "filedAt", state
       FROM data_request WHERE ${column} = $1`,
    [value],
  );
  return rows[0] === undefined ? null : { ...rows[0], filedAt: rows[0].filedAt.toISOString() };
};

export const findDataRequest = (
  manager: EntityManager,
  reference: string,
): Promise<DataRequestRecord | null> => find(manager, 'reference', reference);

export const findDataRequestByIdempotency = (
  manager: EntityManager,
  hash: string,
): Promise<DataRequestRecord | null> => find(manager, 'idempotency_hash', hash);
