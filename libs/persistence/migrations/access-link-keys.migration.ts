import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of the mailer's keys a link is sealed to. */
export class AccessLinkKeys1764600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE access_link ADD COLUMN key_id text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE access_link DROP COLUMN key_id');
  }
}
