import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody is still writing, sealed under a key that only their browser has. */
export class Drafts1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE draft (id text PRIMARY KEY, sealed bytea NOT NULL, updated_at timestamptz NOT NULL);
      CREATE INDEX draft_age ON draft (updated_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE draft');
  }
}
