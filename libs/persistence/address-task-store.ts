import type { EntityManager } from 'typeorm';

const KIND = 'mend-address';

/** Asks the administrator to mend an address, once. `subject` stands for a case here and names none: `staff:<id>`, `mail:<id>`. */
export async function askToMendAddress(manager: EntityManager, subject: string): Promise<void> {
  await manager.query(
    `INSERT INTO task (reference, kind, role) SELECT $1, $2, 'administrator'
     WHERE NOT EXISTS (SELECT 1 FROM task WHERE reference = $1 AND kind = $2)`,
    [subject, KIND],
  );
}

/** The address takes mail again. */
export async function addressIsMended(manager: EntityManager, subject: string): Promise<void> {
  await manager.query(`DELETE FROM task WHERE reference = $1 AND kind = $2`, [subject, KIND]);
}
