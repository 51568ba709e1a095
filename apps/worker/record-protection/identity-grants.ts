import type { DataSource } from 'typeorm';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { insertIdentityGrant, removeIdentityGrant } from '#persistence/identity-grant-store.js';
import { readWrappedKey } from '#persistence/wrapped-key-store.js';
import { grantDataKey } from '#vault/grant.js';
import type { Keyring } from '#vault/keyring.js';

/** What may be read under an access: who the complainant is, and how to reach that person. */
const GRANTED = ['identity', 'contact'] as const;

/**
 * The keys by which casework opens an identity while an access lasts. The custodian's key stays in the worker: what
 * casework holds is sealed anew for one access, and gone with it.
 */
export class IdentityGrants {
  constructor(
    private readonly keys: DataSource,
    private readonly keyring: Keyring,
  ) {}

  /** Makes the grants of the accesses that are open, removes all others. May be repeated at will. */
  async bringUpTo({ id, reference, accesses }: ProtectionState): Promise<void> {
    for (const { access, by, status, until } of accesses)
      for (const purpose of GRANTED) {
        const grant = `${id}|${access}|${purpose}`;
        if (status !== 'open' || until === null) {
          await removeIdentityGrant(this.keys, grant);
          continue;
        }
        const holder = purpose === 'identity' ? 'custodian' : 'mailer';
        const wrapped = await readWrappedKey(this.keys, reference, purpose, holder);
        if (wrapped === null) continue;
        const to = this.keyring.publicKeys.casework;
        const terms = { reference, purpose, asker: by, expiresAt: until };
        const { keyId, sealed } = await grantDataKey(wrapped, this.keyring.holder(holder), to, terms);
        await insertIdentityGrant(this.keys, { ...terms, id: grant, recipientKeyId: keyId, sealed });
      }
  }
}
