import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of people for their own data, each as it stands. What they say is sealed, as texts of a case are. */
export class DataRequests1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_request (
        reference text PRIMARY KEY, receipt_hash text NOT NULL CONSTRAINT data_request_receipt UNIQUE,
        receipt_key_id text NOT NULL, idempotency_hash text CONSTRAINT data_request_idempotency UNIQUE,
        body_hash text, version integer NOT NULL, is_over boolean NOT NULL, due_at timestamptz, requester text,
        state jsonb NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
      CREATE INDEX data_request_due ON data_request (due_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE data_request');
  }
}
