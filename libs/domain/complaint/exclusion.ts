import type { Token } from '../routing/token.js';

/** A token of a person or unit kept out of the path of a case, with why. */
export interface Exclusion {
  token: Token;
  /** `linked`: a match in a linked case, which is that case's to decide. */
  because:
    'automatic-match' | 'accused' | 'declared-interest' | 'found-interest' | 'linked' | 'chain-of-first-case';
  /** Whose word it is, as events name an actor: somebody else can lift it. None of what the system found. */
  by?: string;
}
