import { createHash, randomBytes } from 'node:crypto';
import { ADMINISTRATION } from '#ledger/ledger.js';
import type { Seal } from '#ledger/seal.js';
import { addMs, DAY_MS, type Instant } from '#domain/time/instant.js';
import { openAccessLink } from './access-link-store.js';
import { peopleWithAccess } from './account-state.js';
import { type Databases, transaction } from './data-source.js';
import { appendFact } from './ledger-store.js';
import { listStaff } from './staff-store.js';

/**
 * The token of a new link for an administrator, good once within a day, where nobody can administer, or where the
 * operator asks for one all the same; else null. An earlier one is worth nothing any more. `unusable`: accounts that
 * open nothing here.
 */
export const firstAdministratorToken = (
  { main }: Pick<Databases, 'main'>,
  at: Instant,
  sealOf: Seal,
  { unusable = [], isAsked = false }: { unusable?: readonly string[]; isAsked?: boolean } = {},
): Promise<string | null> =>
  transaction(main, async (manager) => {
    const able = await peopleWithAccess(manager);
    const isAdministered = (await listStaff(manager)).some(
      ({ id, roles }) => roles.includes('administrator') && able.includes(id) && !unusable.includes(id),
    );
    if (isAdministered && !isAsked) return null;
    const token = randomBytes(32);
    const digest = createHash('sha256').update(token).digest();
    const link = { kind: 'first-administrator', staff: null, digest, sealed: null } as const;
    await openAccessLink(manager, { ...link, createdAt: at, expiresAt: addMs(at, DAY_MS) });
    const fact = { type: 'FirstAdministratorLinkMade', schemaVersion: 1, at, actor: 'system', body: {} };
    await appendFact(manager, ADMINISTRATION, fact, sealOf);
    return token.toString('base64url');
  });
