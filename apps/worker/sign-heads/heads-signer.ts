import { HeadsRecorder } from '#ledger/heads-recorder.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { readFirstHashes, readHeads, takeSigningTurn } from '#persistence/ledger-store.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { Recurring } from '#settings/recurring.js';

const EVERY_MS = 60_000;

/** Every minute the ledger's heads, signed, go into a file outside the database; of several workers one at a time. */
export class HeadsSigner extends Recurring {
  private readonly recorder: HeadsRecorder;

  constructor(
    private readonly databases: Databases,
    keyring: Keyring,
    dataDir: string,
    private readonly time: Time,
    everyMs = EVERY_MS,
  ) {
    super(everyMs);
    this.recorder = new HeadsRecorder(dataDir, keyring);
  }

  protected work(): Promise<void> {
    return transaction(this.databases.main, async (manager) => {
      if (!(await takeSigningTurn(manager))) return;
      const retreats = await this.recorder.record(await readHeads(manager), this.time.now(), (streams) =>
        readFirstHashes(manager, streams),
      );
      for (const { stream, what } of retreats)
        this.logger.error(`The ledger contradicts its signed heads: ${what} in ${stream}`);
    });
  }
}
