import type { Channel } from '../complaint/complaint-event.js';
import type { Policy } from '../policy/policy.js';
import type { CountedCase } from './counted-case.js';
import { type Cell, type PublishedPart, SMALLEST_PUBLISHED, suppress } from './suppression.js';

/** The rows that a breakdown always has, so that a row's presence tells nothing. */
export interface BreakdownKeys {
  categories: readonly { id: string; isIntegrity: boolean }[];
  units: readonly string[];
  /** Clocks that bind the agency. */
  clocks: readonly string[];
}

export interface OnTimeRate {
  clock: string;
  /** Whole percent of the clocks that fell due in the period and were met; null below five of them. */
  onTimePercent: number | null;
}

export interface Breakdowns {
  byCategory: Cell[];
  /** `no-unit` counts what the central desk had not handed to a unit by the cut-off. */
  byUnit: Cell[];
  byChannel: Cell[];
  onTime: OnTimeRate[];
}

export const NO_UNIT = 'no-unit';
const CHANNELS: readonly Channel[] = ['web', 'api', 'letter', 'telephone', 'walk-in', 'e-mail'];

/** The same four tables, each as counted and as published. A table of its own has a public sum. */
interface Table {
  counts: Map<string, number>;
  cells: Cell[];
}
type TableName = 'integrity' | 'other' | 'unit' | 'channel';
export type PublishedTables = Record<TableName, Table>;

function countBy(keys: readonly string[], values: readonly string[]): Map<string, number> {
  const counts = new Map(keys.map((key) => [key, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Counts and suppresses; `parts` are the tables already published for periods within this one. */
export function tablesOf(
  cases: readonly CountedCase[],
  keys: BreakdownKeys,
  parts: readonly PublishedTables[] = [],
): PublishedTables {
  const table = (name: TableName, rows: readonly string[], values: readonly string[]): Table => {
    const counts = countBy(rows, values);
    const before: PublishedPart[] = parts.map((part) => part[name]);
    return { counts, cells: suppress(counts, before) };
  };
  const categories = (isIntegrity: boolean): [string[], string[]] => [
    keys.categories.filter((one) => one.isIntegrity === isIntegrity).map(({ id }) => id),
    cases.filter((one) => one.isIntegrity === isIntegrity).map(({ category }) => category),
  ];
  return {
    integrity: table('integrity', ...categories(true)),
    other: table('other', ...categories(false)),
    unit: table(
      'unit',
      [...keys.units, NO_UNIT],
      cases.map(({ unit }) => unit ?? NO_UNIT),
    ),
    channel: table(
      'channel',
      CHANNELS,
      cases.map(({ channel }) => channel),
    ),
  };
}

function onTimeRate(clock: string, cases: readonly CountedCase[]): OnTimeRate {
  const due = cases.flatMap(({ clocksDue }) => clocksDue).filter(({ id }) => id === clock);
  const met = due.filter(({ isOnTime }) => isOnTime).length;
  const isPublished = due.length >= SMALLEST_PUBLISHED;
  return { clock, onTimePercent: isPublished ? Math.round((100 * met) / due.length) : null };
}

export const breakdownsOf = (
  cases: readonly CountedCase[],
  keys: BreakdownKeys,
  { integrity, other, unit, channel }: PublishedTables,
): Breakdowns => ({
  byCategory: [...integrity.cells, ...other.cells],
  byUnit: unit.cells,
  byChannel: channel.cells,
  onTime: keys.clocks.map((clock) => onTimeRate(clock, cases)),
});

/** The rows under a policy: its categories, the agency's units, every clock that binds the agency. */
export function breakdownKeys({ categories }: Policy, units: readonly string[]): BreakdownKeys {
  const clocks = categories.flatMap((category) => category.clocks);
  const binding = clocks.filter(({ bindsOn }) => bindsOn === 'official').map(({ id }) => id);
  return {
    categories: categories.map(({ id, isIntegrity }) => ({ id, isIntegrity })),
    units,
    clocks: [...new Set(binding)],
  };
}
