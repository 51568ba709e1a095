import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the mails that an address refused, which are few among all that were ever sent. */
export class RefusedMail1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX mail_outbox_refused ON mail_outbox (recipient) WHERE refused_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX mail_outbox_refused');
  }
}
