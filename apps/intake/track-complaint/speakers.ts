import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Role } from '#domain/policy/role.js';
import type { Colleague } from '#persistence/colleagues.js';

const WRITING: readonly Role[] = ['central-desk', 'head-of-agency', 'head-of-unit', 'officer'];
const ENDING: readonly string[] = ['AssignmentEnded', 'OfficerRelieved', 'TakenBackFromUnit', 'CaseReopened'];

const PREFIX = 'staff:';

/** The members of staff who caused these events. */
export const staffOf = (events: readonly ComplaintEvent[]): string[] => [
  ...new Set(events.flatMap(({ actor }) => (actor.startsWith(PREFIX) ? [actor.slice(PREFIX.length)] : []))),
];

/** Who caused the event at an index: the case's officer of the time, or somebody by the own role; null for others. */
export function speakers(
  events: readonly ComplaintEvent[],
  staff: readonly Colleague[],
): (index: number) => { role: Role; name: string } | null {
  const officers: (string | null)[] = [];
  let officer: string | null = null;
  for (const event of events) {
    officers.push(officer);
    if (event.type === 'CaseAssigned') officer = event.body.officer;
    else if (ENDING.includes(event.type)) officer = null;
  }
  return (index) => {
    const actor = events[index]?.actor ?? '';
    if (!actor.startsWith(PREFIX)) return null;
    const id = actor.slice(PREFIX.length);
    const person = staff.find((one) => one.id === id);
    const own = WRITING.find((role) => person?.roles.includes(role)) ?? 'central-desk';
    return { role: officers[index] === id ? 'officer' : own, name: person?.name ?? '' };
  };
}
