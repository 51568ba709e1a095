import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Seal } from '#ledger/seal.js';

/** Every entry carries a seal. Entries of before are sealed here, once, as they are found. */
export const ledgerSeals = (sealOf: Seal): new () => MigrationInterface =>
  class LedgerSeals1764200000000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`ALTER TABLE ledger_entry ADD COLUMN seal text`);
      await runner.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only');
      const rows = (await runner.query('SELECT DISTINCT hash FROM ledger_entry')) as { hash: string }[];
      const hashes = rows.map(({ hash }) => hash);
      await runner.query(
        `UPDATE ledger_entry SET seal = made.seal FROM unnest($1::text[], $2::text[]) AS made (hash, seal)
         WHERE ledger_entry.hash = made.hash`,
        [hashes, hashes.map(sealOf)],
      );
      await runner.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_is_append_only');
      await runner.query('ALTER TABLE ledger_entry ALTER COLUMN seal SET NOT NULL');
    }

    async down(): Promise<void> {
      throw new Error('A ledger is never taken back.');
    }
  };
