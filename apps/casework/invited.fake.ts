import { openLinkOf, readSealedToken } from '#persistence/access-link-store.js';
import type { AgencyForTests } from '../../test/support/agency.js';

/** The page that the mail leads a person to, as the mailer finds it; null when there is no link to bring. */
export async function linkInMail(
  { databases, worker, now }: AgencyForTests,
  who: string,
): Promise<string | null> {
  const { manager } = databases.main;
  const link = await openLinkOf(manager, who);
  const token = link && (await readSealedToken(manager, link.id, now));
  if (token === null) return null;
  const opened = await worker.holder('mailer').openDataKey({ purpose: 'contact', ...token });
  return `/invitation/${opened.toString('base64url')}`;
}

/** The ids of the access links that mails to the person are to bring, the oldest first. */
export async function mailedLinks({ databases }: AgencyForTests, who: string): Promise<string[]> {
  const rows: { link: string }[] = await databases.main.query(
    `SELECT params->>'accessLink' AS link FROM mail_outbox WHERE recipient = $1 ORDER BY created_at`,
    [`staff:${who}`],
  );
  return rows.map(({ link }) => link);
}
