import { Injectable } from '@nestjs/common';
import type { Instant } from '#domain/time/instant.js';
import { openTexts, type OpenedText } from '#filing/case-texts.js';
import type { Contact, Identity } from '#filing/complaint-input.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { readLiveIdentityGrant } from '#persistence/identity-grant-store.js';
import { recordAccess } from '#persistence/ledger-store.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { grantPurpose } from '#vault/grant.js';
import { Casework } from '../../casework.js';
import type { SignedIn } from '../../staff-access/signed-in.js';

/** Who complained, for one reader and until a time. Null where nothing was left, or its key was destroyed. */
export interface ReadIdentity {
  access: number;
  until: Instant;
  identity: Identity | null;
  contact: Contact | null;
}

@Injectable()
export class IdentityReading {
  constructor(private readonly casework: Casework) {}

  /**
   * Opens what the person's own access allows, and records the reading before it is shown. Null: the person has no access
   * that is open now, whatever key may still lie there.
   */
  async read({ staff }: SignedIn, { state }: SeenProtection): Promise<ReadIdentity | null> {
    const { databases, keyring, time } = this.casework;
    const now = time.now();
    const open = state.accesses.find(({ by, status }) => by === staff.id && status === 'open');
    if (open?.until == null || open.until <= now) return null;
    const opened = [
      ...(await this.open(staff.id, state.reference, 'identity', now)),
      ...(await this.open(staff.id, state.reference, 'contact', now)),
    ];
    const { access, until } = open;
    const what = {
      identityRead: { access, protection: state.id },
      texts: opened.map(({ id, kind }) => ({ id, kind })),
    };
    const reading = { at: now, actor: `staff:${staff.id}`, what };
    await transaction(databases.main, (manager) =>
      recordAccess(manager, state.reference, reading, ledgerSeal(keyring)),
    );
    const filed = (kind: string): unknown => {
      const text = opened.find((one) => one.kind === kind);
      return text === undefined ? null : JSON.parse(text.text);
    };
    return {
      access,
      until,
      identity: filed('identity') as Identity | null,
      contact: filed('contact') as Contact | null,
    };
  }

  private async open(
    asker: string,
    reference: string,
    purpose: 'identity' | 'contact',
    at: Instant,
  ): Promise<OpenedText[]> {
    const { databases, keyring } = this.casework;
    const grant = await readLiveIdentityGrant(databases.keys, { asker, reference, purpose }, at);
    if (grant === null) return [];
    const { recipientKeyId: keyId, sealed } = grant;
    const granted = { purpose: grantPurpose(grant), keyId, sealed };
    const dataKey = await keyring.holder('casework').openDataKey(granted);
    return openTexts(databases.main.manager, dataKey, reference, purpose);
  }
}
