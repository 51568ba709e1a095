import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import { readSealedToken } from '#persistence/access-link-store.js';
import type { OutgoingMail } from '#persistence/mail-outbox-store.js';
import type { Keyring } from '#vault/keyring.js';

/** The access link that a mail is to bring, by its id; null: the mail is of no such link. */
export const accessLinkOf = ({ params }: OutgoingMail): string | null =>
  typeof params['accessLink'] === 'string' ? params['accessLink'] : null;

/**
 * The page that the link opens, with its token, which only the mailer can open and only now. Null: it was used,
 * withdrawn or replaced, or has expired.
 */
export async function accessLinkAddress(
  manager: EntityManager,
  keyring: Keyring,
  accessLink: string,
  caseworkUrl: string,
  at: Instant,
): Promise<string | null> {
  const token = await readSealedToken(manager, accessLink, at);
  if (token === null) return null;
  const opened = await keyring.holder('mailer').openDataKey({ purpose: 'contact', ...token });
  return `${caseworkUrl}/invitation/${opened.toString('base64url')}`;
}
