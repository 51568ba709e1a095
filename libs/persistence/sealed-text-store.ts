import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import type { Purpose } from '#vault/purpose.js';

/** A text as it lies in the database: written once, readable with the case's data key of its purpose only. */
export interface SealedText {
  id: string;
  reference: string;
  purpose: Purpose;
  /** What it is, e.g. `narrative`, `message`, `outcome`. */
  kind: string;
  ciphertext: Buffer;
  /** SHA-256 (hex) of the ciphertext. */
  hash: string;
  /** `complainant` or `staff:<id>`. */
  author: string;
  createdAt: Instant;
}

const COLUMNS = `id, reference, purpose, kind, ciphertext, hash, author, created_at AS "createdAt"`;

/** Stores the text; one of that id is there already when it was sent twice, and stays. */
export async function insertSealedText(manager: EntityManager, text: SealedText): Promise<void> {
  await manager.query(
    `INSERT INTO sealed_text (id, reference, purpose, kind, ciphertext, hash, author, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
    [
      text.id,
      text.reference,
      text.purpose,
      text.kind,
      text.ciphertext,
      text.hash,
      text.author,
      text.createdAt,
    ],
  );
}

/** The case's texts of one purpose, in the order in which they were written. */
export async function readSealedTexts(
  manager: EntityManager,
  reference: string,
  purpose: Purpose,
): Promise<SealedText[]> {
  const rows: (Omit<SealedText, 'createdAt'> & { createdAt: Date })[] = await manager.query(
    `SELECT ${COLUMNS} FROM sealed_text WHERE reference = $1 AND purpose = $2 ORDER BY created_at, id`,
    [reference, purpose],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
