/** Counts below it are not published: few enough to tell who complained, or against whom. */
export const SMALLEST_PUBLISHED = 5;

/** One row of a breakdown; `count` is null where it is suppressed. */
export interface Cell {
  key: string;
  count: number | null;
}

/** A table of a shorter period that was published before, with what it counted. */
export interface PublishedPart {
  counts: ReadonlyMap<string, number>;
  cells: readonly Cell[];
}

/**
 * Suppresses the cells of one table whose sum is public.
 *
 * Small cells go first, also those that are small only by difference to a published `part`. A sum less what is
 * shown must not tell what is hidden, so the smallest shown cells follow, equals together, until the hidden ones
 * are at least two, not all alike, and at least `SMALLEST_PUBLISHED` in sum: then any two different hidden cells
 * could change places and the table would look the same.
 */
export function suppress(counts: ReadonlyMap<string, number>, parts: readonly PublishedPart[] = []): Cell[] {
  const isSmall = (key: string, count: number): boolean =>
    count < SMALLEST_PUBLISHED || parts.some((part) => isSmallDifference(key, count, part));
  const hidden = new Map([...counts].filter(([key, count]) => isSmall(key, count)));
  while (hidden.size > 0 && hidden.size < counts.size && canBeDerived([...hidden.values()])) {
    const shown = [...counts].filter(([key]) => !hidden.has(key));
    const smallest = Math.min(...shown.map(([, count]) => count));
    for (const [key, count] of shown) if (count === smallest) hidden.set(key, count);
  }
  return [...counts].map(([key, count]) => ({ key, count: hidden.has(key) ? null : count }));
}

function isSmallDifference(key: string, count: number, { counts, cells }: PublishedPart): boolean {
  const isShown = cells.some((cell) => cell.key === key && cell.count !== null);
  return isShown && Math.abs(count - (counts.get(key) ?? 0)) < SMALLEST_PUBLISHED;
}

const canBeDerived = (hidden: readonly number[]): boolean =>
  new Set(hidden).size < 2 || hidden.reduce((sum, count) => sum + count, 0) < SMALLEST_PUBLISHED;
