import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of the staff is related to whom; whoever is named in a case keeps out the own relatives. */
export class Relationships1764850000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff_relationship (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, staff text NOT NULL, other text NOT NULL, kind text NOT NULL,
        degree integer, created_by text NOT NULL, CHECK (staff < other), UNIQUE (staff, other, kind));
      UPDATE case_view SET excluded = excluded || ARRAY(
        SELECT 'relatives-of:' || (one->>'token') FROM jsonb_array_elements(state->'excluded') AS one
         WHERE one->>'because' IN ('accused', 'automatic-match', 'linked'));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE staff_relationship;
      UPDATE case_view SET excluded = ARRAY(SELECT one FROM unnest(excluded) AS one WHERE one NOT LIKE 'relatives-of:%');`);
  }
}
