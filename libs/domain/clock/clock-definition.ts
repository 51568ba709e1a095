import type { EventType } from '../complaint/complaint-event.js';
import type { Role } from '../policy/role.js';
import type { Span } from './span.js';

/** One limit of the procedure, as the policy pack states it. */
export interface ClockDefinition {
  id: string;
  name: { th: string; en: string };
  /** The clock starts when one of these events is recorded. */
  startsOn: EventType[];
  /** With it, counting begins at that other clock's due instant and not at the event ("30 days from the end of the 7"). */
  countsFromDueOf?: string;
  stopsOn: EventType[];
  limit: Span;
  /** Whose limit it is: a private person's rolls off a holiday, an official's does not (ม.64). */
  bindsOn: 'official' | 'private-person';
  /** A law clock (its citation is law) may pause only with a `citation` of its own. */
  pauses?: { on: EventType[]; resumesOn: EventType[]; citation: string };
  extension?: { decidedBy: Role; atMost: Span; times: number; citation: string };
  reminders: { before: Span }[];
  escalations: { after: Span; to: Role; informs?: Role[] }[];
  /**
   * What the expiry itself causes: the case becomes final, or it goes on without what was awaited (clocks that
   * pause for it resume on `ClockExpired`). Without it an expiry is only recorded, and escalates.
   */
  onExpiry?: 'finalise' | 'go-on';
  /** Key into the pack's citations. */
  citation: string;
}
