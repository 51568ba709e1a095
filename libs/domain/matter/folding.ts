import type { Instant } from '../time/instant.js';

/** What the state of every matter counts along its stream. */
interface Counted {
  version: number;
  actedVersion: number;
  lastEventAt: Instant;
}

/**
 * Folds events into the state of a matter: `change` says what each of them changes, the counts follow by themselves. Total:
 * nothing here can refuse.
 */
export const folding =
  <S extends Counted, E extends { actor: string; at: Instant }>(
    change: (state: S, event: E) => Partial<S>,
  ): ((state: S, events: readonly E[]) => S) =>
  (state, events) =>
    events.reduce((before, event) => {
      const version = before.version + 1;
      return {
        ...before,
        ...change(before, event),
        version,
        actedVersion: event.actor === 'system' ? before.actedVersion : version,
        lastEventAt: event.at,
      };
    }, state);
