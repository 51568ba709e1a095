import type { EntityManager } from 'typeorm';

/** Up to which version of the case its complainant has read the page; 0 where never. No time is kept. */
export async function readVersionSeen(manager: EntityManager, reference: string): Promise<number> {
  const rows: { version: number }[] = await manager.query(
    `SELECT version FROM complainant_reading WHERE reference = $1`,
    [reference],
  );
  return rows[0]?.version ?? 0;
}

export async function saveVersionSeen(
  manager: EntityManager,
  reference: string,
  version: number,
): Promise<void> {
  await manager.query(
    `INSERT INTO complainant_reading (reference, version) VALUES ($1, $2)
     ON CONFLICT (reference) DO UPDATE SET version = greatest(complainant_reading.version, excluded.version)`,
    [reference, version],
  );
}
