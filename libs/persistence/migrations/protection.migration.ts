import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Protected people, the personnel actions among which theirs are looked for, and tasks of more than the case itself. */
export class Protection1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE protection_view (
        id text PRIMARY KEY, reference text NOT NULL, version integer NOT NULL, ended_at timestamptz,
        state jsonb NOT NULL, updated_at timestamptz NOT NULL);
      CREATE INDEX protection_of_case ON protection_view (reference);

      CREATE TABLE protected_staff (
        token text NOT NULL, protection text NOT NULL, PRIMARY KEY (token, protection));
      CREATE TABLE personnel_action (
        id bigserial PRIMARY KEY, staff text NOT NULL REFERENCES staff, kind text NOT NULL, taken_on date NOT NULL,
        source text NOT NULL, recorded_by text NOT NULL, recorded_at timestamptz NOT NULL, looked_at timestamptz,
        UNIQUE (staff, kind, taken_on, source));

      ALTER TABLE task ADD COLUMN matter text NOT NULL DEFAULT 'complaint';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE task DROP COLUMN matter;
      DROP TABLE personnel_action; DROP TABLE protected_staff; DROP TABLE protection_view`);
  }
}
