import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were called and which post they held before; and a new name or post that waits for a second person. */
export class FormerNamings1764960000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE former_naming (
        staff text NOT NULL REFERENCES staff, name text NOT NULL, position text NOT NULL, until timestamptz NOT NULL,
        PRIMARY KEY (staff, name, position));
      ALTER TABLE proposed_change ADD COLUMN details jsonb,
        DROP CONSTRAINT proposed_change_kind_check,
        ADD CONSTRAINT proposed_change_kind_check CHECK (kind IN ('roles', 'email', 'reset', 'naming')),
        ADD CONSTRAINT proposed_change_details_check CHECK ((kind = 'naming') = (details IS NOT NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE former_naming;
      DELETE FROM proposed_change WHERE kind = 'naming';
      ALTER TABLE proposed_change DROP COLUMN details, DROP CONSTRAINT proposed_change_kind_check,
        ADD CONSTRAINT proposed_change_kind_check CHECK (kind IN ('roles', 'email', 'reset'));
    `);
  }
}
