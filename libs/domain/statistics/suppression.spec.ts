import { describe, expect, it } from '@jest/globals';
import { type Cell, suppress } from './suppression.js';

const table = (...counts: number[]): Map<string, number> =>
  new Map(counts.map((count, at) => [`row-${at}`, count]));
const shown = (...counts: number[]): Cell['count'][] => suppress(table(...counts)).map(({ count }) => count);

/** Every list of `length` counts with that sum. */
function withSum(length: number, sum: number): number[][] {
  if (length === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) =>
    withSum(length - 1, sum - first).map((rest) => [first, ...rest]),
  ).flat();
}

describe('suppression', () => {
  it('shows counts of five and more', () => {
    expect(shown(5, 12, 9)).toEqual([5, 12, 9]);
  });

  it('hides a second cell when one small one would follow from the total', () => {
    expect(shown(3, 12, 9)).toEqual([null, 12, null]);
  });

  it('hides equal cells together, so that their order tells nothing', () => {
    expect(shown(4, 9, 9, 20)).toEqual([null, null, null, 20]);
  });

  it('hides what is small by difference to a part that was published', () => {
    const part = { counts: table(8, 8, 8), cells: suppress(table(8, 8, 8)) };
    expect(suppress(table(9, 14, 20), [part]).map(({ count }) => count)).toEqual([null, null, 20]);
  });

  it('leaves every hidden cell of every table at least two values that the published table allows', () => {
    for (const length of [2, 3, 4])
      for (let sum = 1; sum <= 14; sum++) {
        const published = new Map<string, number[][]>();
        for (const counts of withSum(length, sum)) {
          const key = JSON.stringify(shown(...counts));
          published.set(key, [...(published.get(key) ?? []), counts]);
        }
        for (const [key, possible] of published)
          (JSON.parse(key) as Cell['count'][]).forEach((count, at) => {
            const values = new Set(possible.map((counts) => counts[at]));
            expect(count === null ? values.size : 2).toBeGreaterThanOrEqual(2);
          });
      }
  });
});
