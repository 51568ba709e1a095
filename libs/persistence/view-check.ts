import type { EntityManager } from 'typeorm';
import { isShownToHead } from '#domain/access/may-read.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { replay } from '#domain/complaint/evolve.js';
import { keepsOut } from '#domain/routing/person.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { caseOf, complaintStream, type LedgerEntry } from '#ledger/ledger.js';
import type { Finding } from '#ledger/verification.js';
import { toEvent } from './ledger-store.js';

interface ViewRow {
  reference: string;
  version: number;
  unit: string | null;
  officer: string | null;
  excluded: string[];
  shownToHead: boolean;
  state: ComplaintState;
}

/** For whom the case exists, in one spelling. */
const standing = (state: ComplaintState, columns: Omit<ViewRow, 'reference' | 'state'>): string =>
  canonicalJson({ ...columns, excluded: [...columns.excluded].sort(), screenedBy: state.screenedBy });

const standingOf = (state: ComplaintState): string =>
  standing(state, {
    version: state.version,
    unit: state.unit,
    officer: state.officer,
    excluded: keepsOut(state),
    shownToHead: isShownToHead(state),
  });

/** The case as its entries have it; null where they are not those of a case. */
function folded(events: readonly ComplaintEvent[]): ComplaintState | null {
  try {
    return replay(events);
  } catch {
    return null;
  }
}

const BATCH = 200;

/**
 * Compares what is read of cases with their entries, which pass through in order: a view that was altered or removed opens
 * a case to somebody, or hides it, without a trace in the ledger.
 */
export class ViewCheck {
  readonly findings: Finding[] = [];
  private events: ComplaintEvent[] = [];
  private states: ComplaintState[] = [];

  constructor(private readonly manager: EntityManager) {}

  async *through(entries: AsyncIterable<LedgerEntry>): AsyncGenerator<LedgerEntry> {
    let last = '';
    for await (const entry of entries) {
      if (entry.stream !== last) await this.finish();
      last = entry.stream;
      if (last === complaintStream(caseOf(last) ?? '')) this.events.push(toEvent(entry));
      yield entry;
    }
    await this.finish(0);
  }

  private async finish(atMost = BATCH): Promise<void> {
    const state = folded(this.events);
    this.events = [];
    if (state !== null) this.states.push(state);
    if (this.states.length <= atMost) return;
    const states = this.states.splice(0);
    const rows: ViewRow[] = await this.manager.query(
      `SELECT reference, version, unit, officer, excluded, shown_to_head AS "shownToHead", state
       FROM case_view WHERE reference = ANY($1::text[])`,
      [states.map(({ reference }) => reference)],
    );
    const views = new Map(rows.map((row) => [row.reference, row]));
    for (const one of states) this.compare(one, views.get(one.reference));
  }

  private compare(state: ComplaintState, view: ViewRow | undefined): void {
    // A filing waits for its workflow, and has no view until then.
    if (view === undefined && state.version === 1) return;
    const found = (what: Finding['what']): void => {
      this.findings.push({ stream: complaintStream(state.reference), seq: state.version, what });
    };
    if (view === undefined) {
      found('view-removed');
      return;
    }
    const { reference: _, state: shown, ...columns } = view;
    const wanted = standingOf(state);
    if (standing(shown, columns) !== wanted || standingOf(shown) !== wanted) found('view-altered');
  }
}
