/**
 * The figures of clause 5.5. Always `total = completed + inProgress = carriedOver + received`.
 * A complaint carried over was received before the period and in progress at some moment of it.
 */
export interface Totals {
  total: number;
  completed: number;
  inProgress: number;
  carriedOver: number;
  received: number;
}

export interface Countable {
  isCarriedOver: boolean;
  isCompleted: boolean;
}

export function totalsOf(cases: readonly Countable[]): Totals {
  const completed = cases.filter(({ isCompleted }) => isCompleted).length;
  const carriedOver = cases.filter(({ isCarriedOver }) => isCarriedOver).length;
  const total = cases.length;
  return { total, completed, inProgress: total - completed, carriedOver, received: total - carriedOver };
}

export const addTotals = (a: Totals, b: Totals): Totals => ({
  total: a.total + b.total,
  completed: a.completed + b.completed,
  inProgress: a.inProgress + b.inProgress,
  carriedOver: a.carriedOver + b.carriedOver,
  received: a.received + b.received,
});

export const NO_TOTALS: Totals = totalsOf([]);
