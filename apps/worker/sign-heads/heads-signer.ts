import { type HeadsRecorder, openHeadsRecorder } from '#ledger/heads.js';
import type { Databases } from '#persistence/data-source.js';
import { readHeads } from '#persistence/ledger-store.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { Recurring } from '#settings/recurring.js';

const EVERY_MS = 60_000;

/** Every minute the ledger's heads, signed, go into a file outside the database. */
export class HeadsSigner extends Recurring {
  private recorder: HeadsRecorder | null = null;

  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
    private readonly dataDir: string,
    private readonly time: Time,
  ) {
    super(EVERY_MS);
  }

  protected async work(): Promise<void> {
    const { keyring } = this;
    const keys = { signer: keyring.signer('ledger-signing'), verifier: keyring.verifiers['ledger-signing'] };
    this.recorder ??= await openHeadsRecorder(this.dataDir, keys);
    const heads = await readHeads(this.databases.main.manager);
    for (const { stream, what } of await this.recorder.record(heads, this.time.now()))
      this.logger.error(`The ledger contradicts its signed heads: ${what} in ${stream}`);
  }
}
