import type { Precision } from '#domain/access/precision.js';
import type { RunningClock } from '#domain/clock/running-clock.js';
import { clockDefinitions } from '#domain/complaint/clockwork.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Policy } from '#domain/policy/policy.js';
import { epochMs, type Instant } from '#domain/time/instant.js';
import type { PageLocals } from '#web/page-locals.js';
import { clockName, phraseWhy } from '#web/wording/why.wording.js';
import { showDue, type ShownDue } from '../worklist/due.presenter.js';

/** In the order in which a page shows them. */
const PHASES = ['running', 'paused', 'stopped'] as const;
type Phase = (typeof PHASES)[number];

interface ShownClock {
  name: string;
  phase: Phase;
  due: ShownDue;
  why: string[];
}

interface Timed {
  state: ComplaintState;
  policy: Policy;
  now: Instant;
  precision: Precision;
}

const phaseOf = ({ stoppedAt, pauses }: RunningClock): Phase =>
  stoppedAt !== null ? 'stopped' : pauses.some(({ to }) => to === null) ? 'paused' : 'running';

/** What still runs stands first, the next due date above the later ones. */
export function clocksOf({ state, policy, now, precision }: Timed, locals: PageLocals): ShownClock[] {
  const order = clockDefinitions(policy, state.category).map(({ id }) => id);
  return state.clocks
    .map((clock) => ({ clock, phase: phaseOf(clock) }))
    .sort(
      (a, b) =>
        PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
        epochMs(a.clock.dueAt) - epochMs(b.clock.dueAt) ||
        order.indexOf(a.clock.id) - order.indexOf(b.clock.id),
    )
    .map(({ clock, phase }) => ({
      name: clockName(clock.id, locals.language, policy),
      phase,
      due:
        phase === 'running'
          ? showDue(clock.dueAt, now, locals)
          : { text: locals.date(clock.dueAt), tag: null },
      why: phraseWhy(clock.why, locals.language, policy, precision),
    }));
}
