import type { EntityManager } from 'typeorm';
import type { LedgerEntry } from '#ledger/ledger.js';
import type { Finding } from '#ledger/verification.js';
import type { Folded, MatterView, ViewRow } from './matter-view.js';
import { MATTER_VIEWS } from './matter-views.js';

interface Matter extends Folded {
  view: MatterView;
  stream: string;
}

const viewOfStream = (stream: string): MatterView | undefined =>
  MATTER_VIEWS.find(({ prefix }) => stream.startsWith(prefix));

const keyOf = ({ view, stream }: Pick<Matter, 'view' | 'stream'>): string => stream.slice(view.prefix.length);

const BATCH = 200;

/**
 * Compares what is read of matters with their entries, which pass through in order: a view that was altered, removed or made
 * up opens a matter to somebody, or hides it, without a trace in the ledger.
 */
export class ViewCheck {
  readonly findings: Finding[] = [];
  private entries: LedgerEntry[] = [];
  private matters: Matter[] = [];

  /** `only`: the one stream whose entries pass. */
  constructor(
    private readonly manager: EntityManager,
    private readonly only?: string,
  ) {}

  async *through(entries: AsyncIterable<LedgerEntry>): AsyncGenerator<LedgerEntry> {
    let last = '';
    for await (const entry of entries) {
      if (entry.stream !== last) await this.finish();
      last = entry.stream;
      if (viewOfStream(last) !== undefined) this.entries.push(entry);
      yield entry;
    }
    await this.finish(0);
    for (const view of MATTER_VIEWS) await this.findMadeUp(view);
  }

  private async finish(atMost = BATCH): Promise<void> {
    const entries = this.entries.splice(0);
    const { stream = '' } = entries[0] ?? {};
    const view = viewOfStream(stream);
    const folded = view?.fold(entries);
    if (view && folded) this.matters.push({ ...folded, view, stream });
    if (this.matters.length <= atMost) return;
    const matters = this.matters.splice(0);
    for (const one of MATTER_VIEWS)
      await this.compare(
        one,
        matters.filter((matter) => matter.view === one),
      );
  }

  private async compare({ table, key }: MatterView, matters: readonly Matter[]): Promise<void> {
    if (matters.length === 0) return;
    const rows: ViewRow[] = await this.manager.query(
      `SELECT * FROM ${table} WHERE ${key} = ANY($1::text[])`,
      [matters.map(keyOf)],
    );
    const found = new Map(rows.map((row) => [row[key], row]));
    for (const matter of matters) {
      const row = found.get(keyOf(matter));
      const { stream, version: seq, view } = matter;
      // A filing waits for its workflow, and has no row until then.
      if (row === undefined && view.isWrittenByWorkflow && seq === 1) continue;
      if (row === undefined) this.findings.push({ stream, seq, what: 'view-removed' });
      else if (!matter.isShownBy(row)) this.findings.push({ stream, seq, what: 'view-altered' });
    }
  }

  private async findMadeUp({ table, key, prefix }: MatterView): Promise<void> {
    const rows: { stream: string }[] = await this.manager.query(
      `SELECT stream FROM (SELECT ($1 || ${key}) COLLATE "C" AS stream FROM ${table}) AS shown
       WHERE ($2::text IS NULL OR stream = $2)
         AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.stream = shown.stream) ORDER BY stream`,
      [prefix, this.only],
    );
    for (const { stream } of rows) this.findings.push({ stream, seq: 1, what: 'view-made-up' });
  }
}
