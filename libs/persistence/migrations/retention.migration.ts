import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long what each case holds is kept. */
export class Retention1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention_view (
        reference text PRIMARY KEY, version integer NOT NULL, destroy_at timestamptz, state jsonb NOT NULL,
        updated_at timestamptz NOT NULL);
      CREATE INDEX retention_due ON retention_view (destroy_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE retention_view');
  }
}
