import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grants of before are not bound to their terms: they end here, and the access's next command makes them anew. */
export class BoundGrants1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM identity_grant');
  }

  async down(): Promise<void> {
    throw new Error('Grants end by themselves.');
  }
}
