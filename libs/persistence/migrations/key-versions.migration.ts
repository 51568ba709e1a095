import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which key each wrapped key is sealed to; until now there was one of each holder. `keyIds`: those, by recipient. */
export const wrappedKeyIds = (keyIds: Readonly<Record<string, string>>): new () => MigrationInterface =>
  class WrappedKeyIds1764400100000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`ALTER TABLE wrapped_key ADD COLUMN key_id text`);
      await runner.query(
        `UPDATE wrapped_key SET key_id = known.id FROM unnest($1::text[], $2::text[]) AS known (recipient, id)
         WHERE wrapped_key.recipient = known.recipient`,
        [Object.keys(keyIds), Object.values(keyIds)],
      );
      await runner.query(`
        UPDATE wrapped_key SET key_id = left(encode(sha256(public_key), 'hex'), 16) FROM receipt_public_key
          WHERE wrapped_key.recipient = 'receipt' AND receipt_public_key.reference = wrapped_key.reference;
        ALTER TABLE wrapped_key ALTER COLUMN key_id SET NOT NULL;
        CREATE INDEX wrapped_key_of_version ON wrapped_key (recipient, key_id);
        CREATE TABLE key_rotation (
          name text NOT NULL, key_id text NOT NULL, began_at timestamptz NOT NULL, position text,
          finished_at timestamptz, PRIMARY KEY (name, key_id));
      `);
    }

    async down(): Promise<void> {
      throw new Error('Keys are destroyed case by case, never as a whole.');
    }
  };

/**
 * Which version of the key of receipt codes a filing came under, and seals that can be made anew: the trigger goes on
 * refusing every change of what an entry says. `receiptKeyId`: the only one until now.
 */
export const filingKeyIds = (receiptKeyId: string): new () => MigrationInterface =>
  class FilingKeyIds1764400100000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`ALTER TABLE filing ADD COLUMN receipt_key_id text`);
      await runner.query(`UPDATE filing SET receipt_key_id = $1`, [receiptKeyId]);
      await runner.query(`
        CREATE INDEX filing_of_receipt_key ON filing (receipt_key_id);
        DROP TRIGGER ledger_is_append_only ON ledger_entry;
        CREATE TRIGGER ledger_is_append_only BEFORE DELETE OR TRUNCATE
          OR UPDATE OF stream, seq, type, schema_version, at, actor, body, prev_hash, hash, command_id ON ledger_entry
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
      `);
    }

    async down(): Promise<void> {
      throw new Error('A ledger is never taken back.');
    }
  };
