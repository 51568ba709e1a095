import { headsFile, readHeadsFile } from '#ledger/heads.js';
import { caseOf } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { type Finding, verifyLedger, type VerificationReport } from '#ledger/verification.js';
import type { Keyring } from '#vault/keyring.js';
import type { DataSource, EntityManager } from 'typeorm';
import { eachEntry, readHeads } from './ledger-store.js';
import { ViewCheck } from './view-check.js';

interface Options {
  dataDir: string;
  /** Holds `ledger-seal`. */
  keyring: Keyring;
  /** Only this stream. */
  stream?: string;
  /**
   * References of the cases that whoever reads the report is not to hear of. They are left out as if they were not there,
   * but looked through all the same: that something is wrong in one of them is said, and not in which.
   */
  hidden?: (manager: EntityManager) => Promise<ReadonlySet<string>>;
}

const nothing = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set());

/** The faults of the streams that may be heard of, a view's only where its entries are as they should be. */
function reported(
  { findings, ...counts }: VerificationReport,
  ofViews: readonly Finding[],
  isHidden: (stream: string) => boolean,
): VerificationReport {
  const faulty = new Set(findings.map(({ stream }) => stream));
  const all = [...findings, ...ofViews.filter(({ stream }) => !faulty.has(stream))];
  const shown = all.filter(({ stream }) => !isHidden(stream));
  return { ...counts, findings: shown, ...(shown.length < all.length && { hasHiddenFaults: true }) };
}

/** Verifies one stream, or the whole ledger, as the database has it at this moment. */
export async function verifyDatabase(main: DataSource, options: Options): Promise<VerificationReport> {
  const { dataDir, keyring, stream, hidden: readHidden = nothing } = options;
  const file = await readHeadsFile(headsFile(dataDir), keyring.verifiers('ledger-signing'));
  const sealOf = ledgerSeal(keyring);
  // One snapshot: an entry appended meanwhile is not mistaken for an inserted one.
  return main.transaction('REPEATABLE READ', async (manager) => {
    const hidden = await readHidden(manager);
    const isHidden = (one: string): boolean => hidden.has(caseOf(one) ?? '');
    const views = new ViewCheck(manager, stream);
    const report = await verifyLedger({
      entries: views.through(eachEntry(manager, stream)),
      heads: await readHeads(manager),
      file,
      sealOf,
      isCounted: (one) => !isHidden(one),
      ...(stream !== undefined && { stream }),
    });
    return reported(report, views.findings, isHidden);
  });
}
