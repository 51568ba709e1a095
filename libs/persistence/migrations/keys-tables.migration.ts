import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrapped data keys, in a database that backups of the main one do not hold: a key destroyed here is gone. */
export class KeysTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE wrapped_key (
        reference text NOT NULL, purpose text NOT NULL, recipient text NOT NULL, sealed bytea NOT NULL,
        PRIMARY KEY (reference, purpose, recipient));
      CREATE TABLE receipt_public_key (reference text PRIMARY KEY, public_key bytea NOT NULL);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Keys are destroyed case by case, never as a whole.');
  }
}
