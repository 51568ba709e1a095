import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Relationships that wait for a second person: for one member of staff as many as there are others and kinds. */
export class ProposedRelationships1764970000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE proposed_change DROP CONSTRAINT proposed_change_kind_check,
        ADD CONSTRAINT proposed_change_kind_check
          CHECK (kind IN ('roles', 'email', 'reset', 'naming', 'relationship')),
        DROP CONSTRAINT proposed_change_details_check,
        ADD CONSTRAINT proposed_change_details_check
          CHECK ((kind IN ('naming', 'relationship')) = (details IS NOT NULL));
      DROP INDEX proposed_change_open;
      CREATE UNIQUE INDEX proposed_change_open
        ON proposed_change (staff, kind, coalesce(details->>'other', ''), coalesce(details->>'relation', ''))
        WHERE decided_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM proposed_change WHERE kind = 'relationship';
      DROP INDEX proposed_change_open;
      CREATE UNIQUE INDEX proposed_change_open ON proposed_change (staff, kind) WHERE decided_at IS NULL;
      ALTER TABLE proposed_change DROP CONSTRAINT proposed_change_kind_check,
        ADD CONSTRAINT proposed_change_kind_check CHECK (kind IN ('roles', 'email', 'reset', 'naming')),
        DROP CONSTRAINT proposed_change_details_check,
        ADD CONSTRAINT proposed_change_details_check CHECK ((kind = 'naming') = (details IS NOT NULL));
    `);
  }
}
