import { canonicalJson } from '#ledger/canonical-json.js';
import type { LedgerEntry } from '#ledger/ledger.js';

/** How matters of a kind stand in the ledger, and how they are kept to be read. */
interface Kind<S> {
  /** Of their streams; the rest of a stream's name is the row's `key`. */
  prefix: string;
  /** Throws where the entries are not those of such a matter. */
  replay: (entries: readonly LedgerEntry[]) => S;
  table: string;
  key: string;
  /** The columns that decide who may see or do what, as the state has them. */
  columns: (state: S) => Record<string, unknown>;
  /** What of the stored state decides it besides. */
  standing: readonly (keyof S)[];
  /** The filing app writes the first entry, and no row. */
  isWrittenByWorkflow?: boolean;
}

/** A row of the view's table, with `state` and all its columns. */
export type ViewRow = Record<string, unknown>;

/** A matter as its entries have it. */
export interface Folded {
  version: number;
  /** False where the row does not say the same. */
  isShownBy: (row: ViewRow) => boolean;
}

export interface MatterView extends Pick<Kind<never>, 'prefix' | 'table' | 'key' | 'isWrittenByWorkflow'> {
  /** Null where the entries are not those of such a matter. */
  fold: (entries: readonly LedgerEntry[]) => Folded | null;
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Numbers too as text: there is an infinity of time in a database, and none in JSON. */
function spelledColumn(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])].sort();
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' ? `${value}` : (value ?? null);
}

const spelledColumns = (columns: Record<string, unknown>): string =>
  canonicalJson(Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, spelledColumn(of)])));

/** What a state recorded before there was a field leaves out is null in it. */
const spelled = (value: unknown): string =>
  canonicalJson(JSON.parse(JSON.stringify(value, (_, part: unknown) => part ?? undefined)));

/** The view of a kind, whatever its state is like. A row that cannot be read says something else than its entries. */
export function viewOf<S extends { version: number }>(kind: Kind<S>): MatterView {
  const { prefix, table, key, isWrittenByWorkflow = false, replay, columns, standing } = kind;
  const told = (state: S): string =>
    spelledColumns(columns(state)) + spelled(Object.fromEntries(standing.map((part) => [part, state[part]])));
  const isShown = (state: S, row: ViewRow): boolean => {
    const wanted = columns(state);
    const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, row[name]]));
    return spelledColumns(found) === spelledColumns(wanted) && told(row['state'] as S) === told(state);
  };
  // Apart from `fold`: what is compared later holds the state alone, not its entries.
  const folded = (state: S): Folded => ({
    version: state.version,
    isShownBy: (row) => attempt(() => isShown(state, row)) ?? false,
  });
  return {
    ...{ prefix, table, key, isWrittenByWorkflow },
    fold: (entries) => {
      const state = attempt(() => replay(entries));
      return state && folded(state);
    },
  };
}
