import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data keys opened for one person and a time, beside the wrapped ones: no backup of the main database holds them. */
export class IdentityGrants1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_grant (
        id text PRIMARY KEY, reference text NOT NULL, purpose text NOT NULL, recipient_key_id text NOT NULL,
        sealed bytea NOT NULL, asker text NOT NULL, expires_at timestamptz NOT NULL);
      CREATE INDEX identity_grant_of_asker ON identity_grant (asker, reference);
      CREATE INDEX identity_grant_expiry ON identity_grant (expires_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Grants end by themselves.');
  }
}
