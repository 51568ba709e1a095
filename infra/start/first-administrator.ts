import { ledgerSeal } from '#ledger/seal.js';
import { openDatabases } from '#persistence/data-source.js';
import { firstAdministratorToken } from '#persistence/first-administrator-link.js';
import type { Settings } from '#settings/settings.js';
import { systemTime } from '#settings/time.js';
import { openKeyring } from '#vault/keyring.js';
import { demonstrationUsernames } from './seed.js';

/** Where the first administrator opens an account, once; null where somebody administers. */
export async function firstAdministratorLink(settings: Settings): Promise<string | null> {
  const databases = await openDatabases(settings, 2);
  try {
    const at = systemTime(settings.timeOffsetFile).now();
    const sealOf = ledgerSeal(openKeyring(settings.keysDir, ['ledger-seal']));
    const unusable = demonstrationUsernames(settings.dataDir);
    const isAsked = settings.isAdministratorLinkAsked;
    const token = await firstAdministratorToken(databases, at, sealOf, { unusable, isAsked });
    return token === null ? null : `${settings.caseworkUrl}/invitation/${token}`;
  } finally {
    await databases.close();
  }
}

/** For the terminal of `npm start`, and the log of the job `migrate`. */
export const wordsForLink = (link: string): string =>
  `Open the account of an administrator within 24 hours, once, at\n  ${link}\nA new start makes another link while this one is not used.`;
