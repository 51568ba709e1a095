import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything but the wrapped data keys. Instants in the ledger are text, so that a hash covers them as written. */
export class MainTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE filing (
        reference text PRIMARY KEY, stream text NOT NULL UNIQUE, category text NOT NULL,
        is_integrity boolean NOT NULL, channel text NOT NULL, identity_mode text NOT NULL,
        language text NOT NULL, may_be_mailed boolean NOT NULL, filed_at timestamptz NOT NULL,
        deemed_received_at timestamptz NOT NULL, policy_hash text NOT NULL,
        receipt_hash text NOT NULL CONSTRAINT filing_receipt UNIQUE,
        idempotency_hash text CONSTRAINT filing_idempotency UNIQUE, body_hash text, created_by text);

      CREATE TABLE sealed_text (
        id uuid PRIMARY KEY, reference text NOT NULL, purpose text NOT NULL, kind text NOT NULL,
        ciphertext bytea NOT NULL, hash text NOT NULL, author text NOT NULL, created_at timestamptz NOT NULL);
      CREATE INDEX sealed_text_of_case ON sealed_text (reference, purpose);

      CREATE TABLE ledger_entry (
        stream text COLLATE "C" NOT NULL, seq integer NOT NULL, type text NOT NULL, schema_version integer NOT NULL,
        at text NOT NULL, actor text NOT NULL, body text NOT NULL, prev_hash text NOT NULL,
        hash text NOT NULL, command_id text, PRIMARY KEY (stream, seq));
      CREATE TABLE ledger_head (stream text PRIMARY KEY, seq integer NOT NULL, hash text NOT NULL);
      CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The ledger is append-only'; END $$;
      CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

      CREATE TABLE outbox (
        id bigserial PRIMARY KEY, message_id uuid NOT NULL UNIQUE, reference text NOT NULL,
        kind text NOT NULL, payload text NOT NULL, created_at timestamptz NOT NULL,
        leased_until timestamptz, attempts integer NOT NULL DEFAULT 0, done_at timestamptz,
        last_error text, refused text);
      CREATE INDEX outbox_of_case ON outbox (reference, id);
      CREATE INDEX outbox_waiting ON outbox (id) WHERE done_at IS NULL;

      CREATE TABLE case_view (
        reference text PRIMARY KEY, stream text NOT NULL UNIQUE, version integer NOT NULL,
        status text NOT NULL, category text NOT NULL, is_integrity boolean NOT NULL, unit text,
        officer text, channel text NOT NULL, filed_at timestamptz NOT NULL,
        deemed_received_at timestamptz NOT NULL, next_due_at timestamptz, next_due_clock text,
        is_late boolean NOT NULL, excluded text[] NOT NULL, leader text, completed_at timestamptz,
        closed_at timestamptz, policy_hash text NOT NULL, shown_to_head boolean NOT NULL,
        state jsonb NOT NULL, updated_at timestamptz NOT NULL);
      CREATE INDEX case_view_due ON case_view (next_due_at) WHERE completed_at IS NULL;
      CREATE INDEX case_view_filed ON case_view (filed_at, reference);
      CREATE INDEX case_view_officer ON case_view (officer) WHERE completed_at IS NULL;

      CREATE TABLE task (
        id bigserial PRIMARY KEY, reference text NOT NULL, kind text NOT NULL, role text NOT NULL,
        unit text, person text, due_at timestamptz, clock text);
      CREATE INDEX task_of_case ON task (reference);
      CREATE INDEX task_due ON task (due_at);

      CREATE TABLE mail_outbox (
        id uuid PRIMARY KEY, message_id text NOT NULL UNIQUE, recipient text NOT NULL,
        template text NOT NULL, params jsonb NOT NULL, reference text NOT NULL,
        created_at timestamptz NOT NULL, next_attempt_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0, sent_at timestamptz, last_error text, refused_at timestamptz);
      CREATE INDEX mail_outbox_waiting ON mail_outbox (next_attempt_at)
        WHERE sent_at IS NULL AND refused_at IS NULL;

      CREATE TABLE unit (
        id text PRIMARY KEY, name_th text NOT NULL, name_en text NOT NULL,
        parent text REFERENCES unit, is_active boolean NOT NULL DEFAULT true);
      CREATE TABLE staff (
        id text PRIMARY KEY, username text NOT NULL UNIQUE, name text NOT NULL, position text NOT NULL,
        email text NOT NULL, unit text NOT NULL REFERENCES unit, roles text[] NOT NULL,
        personnel_regime text NOT NULL, is_active boolean NOT NULL DEFAULT true, password_hash text,
        created_at timestamptz NOT NULL);
      CREATE TABLE delegation (
        id bigserial PRIMARY KEY, staff text NOT NULL REFERENCES staff, delegate text NOT NULL REFERENCES staff,
        from_date date NOT NULL, to_date date NOT NULL, created_by text NOT NULL,
        CHECK (from_date <= to_date), CHECK (staff <> delegate));
      CREATE TABLE holiday (
        date date PRIMARY KEY, name_th text NOT NULL, name_en text NOT NULL, declared_by text NOT NULL,
        reason text NOT NULL, declared_at timestamptz NOT NULL, removed_at timestamptz);
      CREATE TABLE policy_pack (
        hash text PRIMARY KEY, id text NOT NULL, effective_from date NOT NULL, content text NOT NULL,
        loaded_at timestamptz NOT NULL);

      CREATE TABLE search_word (
        word_token bigint NOT NULL, reference text NOT NULL, PRIMARY KEY (word_token, reference));
      CREATE TABLE session (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamp(6) NOT NULL);
      CREATE INDEX session_expire ON session (expire);
    `);
  }

  async down(): Promise<void> {
    throw new Error('A ledger is never taken back.');
  }
}
