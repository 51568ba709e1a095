import { Injectable } from '@nestjs/common';
import { endSessionsOf } from '#persistence/access-sessions.js';
import { closeAccessLinks, openLinkOf, type AccessLink } from '#persistence/access-link-store.js';
import { peopleWithAccess } from '#persistence/account-state.js';
import { forgetProviderSubject } from '#persistence/provider-subject-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import { queueRefusedMail } from '#persistence/refused-mail-store.js';
import { removeSecondFactor } from '#persistence/second-factor-store.js';
import { changeStaff, findStaff } from '#persistence/staff-store.js';
import { sendAccessLink } from '../../accounts/access-links.js';
import type { Manager } from '../../accounts/account-record.js';
import { Casework } from '../../casework.js';

/** How a person gets into the account; no administrator ever knows a password. */
export interface AccessOfPerson {
  hasAccess: boolean;
  /** Not used yet; `isExpired`: and too late. */
  link: (AccessLink & { isExpired: boolean }) | null;
}

/** Within a transaction of whoever administers: invitations, and access that begins anew. */
@Injectable()
export class AccessToAccounts {
  constructor(private readonly casework: Casework) {}

  async of(manager: Manager, staff: string): Promise<AccessOfPerson> {
    const link = await openLinkOf(manager, staff);
    const hasAccess = (await peopleWithAccess(manager)).includes(staff);
    return { hasAccess, link: link && { ...link, isExpired: link.expiresAt <= this.casework.time.now() } };
  }

  /** A link by mail; an earlier one is worth nothing any more. */
  async invite(manager: Manager, staff: string): Promise<void> {
    const earlier = await openLinkOf(manager, staff);
    const kind = earlier?.kind === 'reset' ? 'reset' : 'invitation';
    await sendAccessLink(this.casework, manager, staff, kind);
  }

  /** Somebody who can do something now, cannot sign in, and was not invited. */
  async inviteWhoeverHasNone(manager: Manager, staff: string): Promise<void> {
    const person = await findStaff(manager, staff);
    if (person?.isActive !== true || person.roles.length === 0) return;
    const { hasAccess, link } = await this.of(manager, staff);
    if (!hasAccess && link === null) await sendAccessLink(this.casework, manager, staff, 'invitation');
  }

  /** What the address before refused is sent again; a link that went there is worth nothing any more. */
  async followAddress(manager: Manager, staff: string): Promise<void> {
    await queueRefusedMail(manager, staffRecipient(staff), this.casework.time.now());
    if ((await openLinkOf(manager, staff)) !== null) await this.invite(manager, staff);
  }

  async withdraw(manager: Manager, staff: string): Promise<boolean> {
    return closeAccessLinks(manager, staff, this.casework.time.now());
  }

  /** Password, second factor, recovery codes and sessions end at once; a link by mail begins anew. */
  async reset(manager: Manager, staff: string): Promise<void> {
    await changeStaff(manager, staff, { passwordHash: null });
    await removeSecondFactor(manager, staff);
    await forgetProviderSubject(manager, staff);
    await endSessionsOf(manager, staff, this.casework.time.now());
    await sendAccessLink(this.casework, manager, staff, 'reset');
  }
}
