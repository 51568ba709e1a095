import type { EntityManager } from 'typeorm';

/** A value that the product keeps about itself, e.g. that it is a demonstration; null when never written. */
export async function readSetting(manager: EntityManager, key: string): Promise<string | null> {
  const rows: { value: string }[] = await manager.query(`SELECT value FROM setting WHERE key = $1`, [key]);
  return rows[0]?.value ?? null;
}

export async function writeSetting(manager: EntityManager, key: string, value: string): Promise<void> {
  await manager.query(
    `INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, value],
  );
}
