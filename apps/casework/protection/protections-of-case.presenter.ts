import type { Instant } from '#domain/time/instant.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import type { PageLocals } from '#web/page-locals.js';
import type { SignedIn } from '../staff-access/signed-in.js';
import { ACCESS_STATUS_WORDING, PROTECTION_COMMAND_WORDING } from '../wording/protection.wording.js';
import { possibleProtectionActions } from './commands/possible-protection-actions.js';

const ASKING: readonly string[] = ['ask-for-identity', 'take-identity-in-emergency'];

/** The protections of a case as its page shows them: of the complainant's identity, what the person asked for. */
export function presentProtectionsOfCase(
  protections: readonly SeenProtection[],
  signedIn: SignedIn,
  now: Instant,
  { language, t, instant }: PageLocals,
) {
  return protections.map((seen) => {
    const { id, person, accesses } = seen.state;
    const last = accesses.filter(({ by }) => by === signedIn.staff.id).at(-1);
    const isOpen = last?.status === 'open' && last.until !== null && last.until > now;
    const asking = possibleProtectionActions(signedIn, seen, now).filter(({ name }) => ASKING.includes(name));
    const status =
      last === undefined
        ? t('identityReading.none')
        : ACCESS_STATUS_WORDING[last.status][language] +
          (isOpen ? ` · ${t('protection.until')} ${instant(last.until ?? now)}` : '');
    const isOfIdentity = last !== undefined || asking.length > 0;
    return {
      id,
      title: t(isOfIdentity ? 'identityReading.section' : `protection.of-${person}`),
      identity: isOfIdentity && {
        status,
        readHref: isOpen ? `/protections/${id}/identity` : '',
        actions: asking.map(({ name }) => ({
          text: PROTECTION_COMMAND_WORDING[name][language],
          href: `/protections/${id}/${name}`,
        })),
      },
    };
  });
}
