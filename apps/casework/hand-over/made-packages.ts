import type { EntityManager } from 'typeorm';
import type { TextRef } from '#domain/complaint/command.js';
import type { Instant } from '#domain/time/instant.js';
import { accessStream } from '#ledger/ledger.js';
import type { Seal } from '#ledger/seal.js';
import { appendFact, readStream } from '#persistence/ledger-store.js';

/** A sealed package that was made whole and handed to the browser of whoever made it. */
export interface MadePackage {
  at: Instant;
  /** `staff:<id>`. */
  by: string;
  /** Of the whole encrypted file, hex. */
  sha256: string;
  bytes: number;
  /** How many files are in it, the letter apart. */
  contents: number;
  purpose: TextRef;
}

/** The body of the entry; `texts` is what every entry of an access stream has. */
interface Body {
  packageMade: Omit<MadePackage, 'at' | 'by'>;
  texts: [];
}

/** Enters a package in the access stream of its case. */
export const recordPackage = (
  manager: EntityManager,
  reference: string,
  { at, by, ...packageMade }: MadePackage,
  sealOf: Seal,
): Promise<void> =>
  appendFact(
    manager,
    accessStream(reference),
    {
      type: 'PackageMade',
      schemaVersion: 1,
      at,
      actor: by,
      body: { packageMade, texts: [] } satisfies Body,
    },
    sealOf,
  );

/** The packages of a case, the newest first. */
export async function readPackages(manager: EntityManager, reference: string): Promise<MadePackage[]> {
  const entries = await readStream(manager, accessStream(reference));
  return entries
    .filter(({ type }) => type === 'PackageMade')
    .map(({ at, actor, body }) => ({ at, by: actor, ...(JSON.parse(body) as Body).packageMade }))
    .reverse();
}
