import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** Whom an identity provider means by a subject. */
export interface ProviderSubject {
  issuer: string;
  subject: string;
}

/** The person linked to the subject, or null. */
export async function staffOfSubject(
  manager: EntityManager,
  { issuer, subject }: ProviderSubject,
): Promise<string | null> {
  const rows: { staff: string }[] = await manager.query(
    `SELECT staff FROM provider_subject WHERE issuer = $1 AND subject = $2`,
    [issuer, subject],
  );
  return rows[0]?.staff ?? null;
}

/** Links the person, once: false where the person has a link, or the subject another person. */
export async function linkProviderSubject(
  manager: EntityManager,
  staff: string,
  { issuer, subject }: ProviderSubject,
  at: Instant,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `INSERT INTO provider_subject (issuer, subject, staff, linked_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING staff`,
    [issuer, subject, staff, at],
  );
  return rows.length > 0;
}

export async function forgetProviderSubject(manager: EntityManager, staff: string): Promise<void> {
  await manager.query(`DELETE FROM provider_subject WHERE staff = $1`, [staff]);
}
