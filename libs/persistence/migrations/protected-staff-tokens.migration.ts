import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tokens of protected staff, until now the same for a person in each case, are made anew for each protection.
 * Whose they are is found by making the old ones for everybody who is or was in the directory.
 */
export const protectedStaffTokens = (
  before: (staff: string) => string,
  after: (staff: string, protection: string) => string,
): new () => MigrationInterface =>
  class ProtectedStaffTokens1764900100000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      const people = (await runner.query('SELECT id FROM staff')) as { id: string }[];
      const staffOf = new Map(people.map(({ id }) => [before(id), id]));
      const rows = (await runner.query(
        'SELECT token, protection FROM protected_staff WHERE token = ANY($1::text[])',
        [[...staffOf.keys()]],
      )) as { token: string; protection: string }[];
      for (const { token, protection } of rows)
        await runner.query('UPDATE protected_staff SET token = $3 WHERE token = $1 AND protection = $2', [
          token,
          protection,
          after(staffOf.get(token) ?? '', protection),
        ]);
    }

    async down(): Promise<void> {
      throw new Error('Tokens that tell who is who are not made again.');
    }
  };
