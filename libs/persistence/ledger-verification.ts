import { headsFile, readHeadsFile } from '#ledger/heads.js';
import type { Head, LedgerEntry } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { verifyLedger, type VerificationReport } from '#ledger/verification.js';
import type { Keyring } from '#vault/keyring.js';
import type { DataSource, EntityManager } from 'typeorm';
import { eachEntry, readHeads } from './ledger-store.js';

interface Options {
  dataDir: string;
  /** Holds `ledger-seal`. */
  keyring: Keyring;
  /** Only this stream. */
  stream?: string;
  /** The streams that whoever reads the report is not to hear of: left out as if they were not there. */
  hidden?: (manager: EntityManager) => Promise<ReadonlySet<string>>;
}

const nothing = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set());

async function* without(
  hidden: ReadonlySet<string>,
  entries: AsyncIterable<LedgerEntry>,
): AsyncGenerator<LedgerEntry> {
  for await (const entry of entries) if (!hidden.has(entry.stream)) yield entry;
}

const headsWithout = (hidden: ReadonlySet<string>, heads: ReadonlyMap<string, Head>): Map<string, Head> =>
  new Map([...heads].filter(([stream]) => !hidden.has(stream)));

/** Verifies one stream, or the whole ledger, as the database has it at this moment. */
export async function verifyDatabase(main: DataSource, options: Options): Promise<VerificationReport> {
  const { dataDir, keyring, stream, hidden: readHidden = nothing } = options;
  const file = await readHeadsFile(headsFile(dataDir), keyring.verifiers('ledger-signing'));
  const sealOf = ledgerSeal(keyring);
  // One snapshot: an entry appended meanwhile is not mistaken for an inserted one.
  return main.transaction('REPEATABLE READ', async (manager) => {
    const hidden = await readHidden(manager);
    const heads = headsWithout(hidden, await readHeads(manager));
    const entries = without(hidden, eachEntry(manager, stream));
    const signed = { ...file, latest: headsWithout(hidden, file.latest) };
    return verifyLedger({ entries, heads, file: signed, sealOf, ...(stream !== undefined && { stream }) });
  });
}
