import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makes accounts fit for production: second factors, links that open an account once, changes that wait for a second person. */
export class Accounts1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE staff ADD COLUMN sessions_since timestamptz;

      CREATE TABLE second_factor (
        staff text PRIMARY KEY REFERENCES staff, secret bytea, enrolled_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0, proposed_secret bytea);
      CREATE TABLE recovery_code (
        staff text NOT NULL REFERENCES staff, digest bytea NOT NULL, used_at timestamptz,
        PRIMARY KEY (staff, digest));

      CREATE TABLE access_link (
        id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('first-administrator', 'invitation', 'reset')),
        staff text REFERENCES staff, digest bytea NOT NULL UNIQUE, sealed bytea,
        created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, closed_at timestamptz,
        CHECK ((staff IS NULL) = (kind = 'first-administrator')));
      CREATE UNIQUE INDEX access_link_open ON access_link (coalesce(staff, '')) WHERE closed_at IS NULL;

      CREATE TABLE proposed_change (
        id uuid PRIMARY KEY, staff text NOT NULL REFERENCES staff, kind text NOT NULL
          CHECK (kind IN ('roles', 'email', 'reset')),
        roles text[], email text, asked_by text NOT NULL REFERENCES staff, asked_at timestamptz NOT NULL,
        decided_by text REFERENCES staff, decided_at timestamptz, is_approved boolean,
        CHECK ((kind = 'roles') = (roles IS NOT NULL)), CHECK ((kind = 'email') = (email IS NOT NULL)));
      CREATE UNIQUE INDEX proposed_change_open ON proposed_change (staff, kind) WHERE decided_at IS NULL;

      CREATE TABLE provider_subject (
        issuer text NOT NULL, subject text NOT NULL, staff text NOT NULL UNIQUE REFERENCES staff,
        linked_at timestamptz NOT NULL, PRIMARY KEY (issuer, subject));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE provider_subject, proposed_change, access_link, recovery_code, second_factor;
      ALTER TABLE staff DROP COLUMN sessions_since;
    `);
  }
}
