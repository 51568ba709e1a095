import { describe, expect, it } from '@jest/globals';
import { RELATIONSHIP_KINDS, recuses } from './relationship.js';

describe('a relationship', () => {
  it('recuses to the degree of the recusal grounds', () => {
    const recusing = RELATIONSHIP_KINDS.flatMap((kind) =>
      [null, 1, 2, 3, 4].filter((degree) => recuses({ kind, degree })).map((degree) => `${kind} ${degree}`),
    );
    expect(recusing.filter((one) => /collateral|in-law/.test(one))).toEqual([
      'collateral null',
      'collateral 1',
      'collateral 2',
      'collateral 3',
      'in-law null',
      'in-law 1',
      'in-law 2',
    ]);
    expect(recusing).toContain('spouse null');
    expect(recusing).toContain('ascendant-or-descendant 4');
  });
});
