import type { EntityManager } from 'typeorm';

/** The person is matched anew to whom an identity provider means. */
export async function forgetProviderSubject(manager: EntityManager, staff: string): Promise<void> {
  await manager.query(`DELETE FROM provider_subject WHERE staff = $1`, [staff]);
}
