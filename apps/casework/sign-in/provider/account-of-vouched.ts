import { closeAccessLinks } from '#persistence/access-link-store.js';
import { transaction } from '#persistence/data-source.js';
import { linkProviderSubject, staffOfSubject } from '#persistence/provider-subject-store.js';
import { findStaff, listStaff, type StaffRecord } from '#persistence/staff-store.js';
import { recordOfAccount, type Manager } from '../../accounts/account-record.js';
import type { Casework } from '../../casework.js';
import type { Vouched } from './identity-provider.service.js';

/** The only active account with that address; null where there is none, or the address is of several. */
async function accountByEmail(manager: Manager, email: string): Promise<StaffRecord | null> {
  const people = await listStaff(manager);
  const [found, ...others] = people.filter((one) => one.isActive && one.email.toLowerCase() === email);
  return found !== undefined && others.length === 0 ? found : null;
}

/**
 * The account of whom the provider vouches for: that which was linked to the subject, or else the one with the verified
 * address, which is linked now and for good. Null: there is no such account, and none is made.
 */
export function accountOfVouched(casework: Casework, vouched: Vouched): Promise<StaffRecord | null> {
  return transaction(casework.databases.main, async (manager) => {
    const linked = await staffOfSubject(manager, vouched);
    if (linked !== null) return findStaff(manager, linked);
    const account = vouched.email === null ? null : await accountByEmail(manager, vouched.email);
    if (account === null) return null;
    const now = casework.time.now();
    if (!(await linkProviderSubject(manager, account.id, vouched, now))) return null;
    // The account is open now; a link that is on its way in a mail has nothing left to open.
    await closeAccessLinks(manager, account.id, now);
    await recordOfAccount(casework, manager, account.id, { type: 'ProviderLinked' });
    return account;
  });
}
