import type { DataSource, EntityManager } from 'typeorm';

/** An outbox message as it is sealed. */
export interface SealedMessage {
  id: string;
  messageId: string;
  payload: string;
}

/** Messages behind that id, also those that were delivered: the complainant's page goes on reading them. */
export const messagesAfter = (main: DataSource, id: string, limit: number): Promise<SealedMessage[]> =>
  main.query(`SELECT id, message_id AS "messageId", payload FROM outbox WHERE id > $1 ORDER BY id LIMIT $2`, [
    id,
    limit,
  ]);

export async function replacePayloads(main: DataSource, messages: readonly SealedMessage[]): Promise<void> {
  await main.query(
    `UPDATE outbox SET payload = new.payload FROM unnest($1::bigint[], $2::text[]) AS new (id, payload)
     WHERE outbox.id = new.id`,
    [messages.map(({ id }) => id), messages.map(({ payload }) => payload)],
  );
}

/** The references of filings in their order, behind that one. */
export async function referencesAfter(main: DataSource, reference: string, limit: number): Promise<string[]> {
  const rows: { reference: string }[] = await main.query(
    `SELECT reference FROM filing WHERE reference > $1 ORDER BY reference LIMIT $2`,
    [reference, limit],
  );
  return rows.map((row) => row.reference);
}

/** Takes away tokens of a case under earlier keys. */
export async function removeSearchWords(
  manager: EntityManager,
  reference: string,
  tokens: readonly string[],
): Promise<void> {
  await manager.query(`DELETE FROM search_word WHERE reference = $1 AND word_token = ANY($2::bigint[])`, [
    reference,
    tokens,
  ]);
}

/** How many filings and requests for data came under other versions of the key of receipt codes. */
export async function countFilingsUnderEarlier(main: DataSource, keyId: string): Promise<number> {
  const [row]: { count: number }[] = await main.query(
    `SELECT count(*)::int AS count FROM
       (SELECT receipt_key_id FROM filing UNION ALL SELECT receipt_key_id FROM data_request) AS given
     WHERE receipt_key_id IS DISTINCT FROM $1`,
    [keyId],
  );
  return row?.count ?? 0;
}
