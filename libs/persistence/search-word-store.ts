import type { EntityManager } from 'typeorm';

/** Adds keyed tokens of words (vault/word-index) under which the case can be found. */
export async function addSearchWords(
  manager: EntityManager,
  reference: string,
  tokens: readonly string[],
): Promise<void> {
  if (tokens.length === 0) return;
  await manager.query(
    `INSERT INTO search_word (word_token, reference) SELECT token, $1 FROM unnest($2::bigint[]) AS token
     ON CONFLICT DO NOTHING`,
    [reference, tokens],
  );
}

/** No word finds the case any more. */
export async function removeSearchWordsOf(
  manager: Pick<EntityManager, 'query'>,
  reference: string,
): Promise<void> {
  await manager.query(`DELETE FROM search_word WHERE reference = $1`, [reference]);
}
