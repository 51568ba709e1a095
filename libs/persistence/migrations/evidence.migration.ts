import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of sealed files; the files lie in the storage, their keys in the other database, their names sealed in
 * `about`. A file that waits belongs to a draft or to a case, one that was given to a case.
 */
export class Evidence1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence (
        id uuid PRIMARY KEY, position bigserial, reference text, draft text, state text NOT NULL, added_by text NOT NULL,
        created_at timestamptz NOT NULL, command_id text, stored_bytes bigint NOT NULL DEFAULT 0,
        about bytea, ref jsonb, CHECK ((reference IS NULL) <> (draft IS NULL)));
      CREATE INDEX evidence_of_case ON evidence (reference) WHERE reference IS NOT NULL;
      CREATE INDEX evidence_of_draft ON evidence (draft) WHERE draft IS NOT NULL;
      CREATE INDEX evidence_waiting ON evidence (created_at) WHERE state <> 'given';
      CREATE TABLE complainant_reading (reference text PRIMARY KEY, version integer NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE evidence; DROP TABLE complainant_reading');
  }
}
