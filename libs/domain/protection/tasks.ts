import type { Role } from '../policy/role.js';
import type { Instant } from '../time/instant.js';
import { holdersApart } from './holders.js';
import type { ProtectionContext } from './protection-context.js';
import type { ProtectionClockId } from './protection-policy.js';
import type { ProtectionState } from './protection-state.js';

export const PROTECTION_TASK_KINDS = [
  'assess-risk',
  'decide-access',
  'review-emergency',
  'contact-person',
  'judge-personnel-action',
  'renew-measure',
] as const;
export type ProtectionTaskKind = (typeof PROTECTION_TASK_KINDS)[number];

/** One thing to do for a protected person: whose, and until when. `person` where it is one person's own. */
export interface ProtectionTask {
  kind: ProtectionTaskKind;
  role: Role;
  unit: null;
  person: string | null;
  dueAt: Instant | null;
  clock: string | null;
}

const TASK_OF_CLOCK: Record<ProtectionClockId, ProtectionTaskKind> = {
  'risk-assessment': 'assess-risk',
  'access-decision': 'decide-access',
  'emergency-review': 'review-emergency',
  contact: 'contact-person',
  justification: 'judge-personnel-action',
};

/** Which of several the clock belongs to: 2 of `access-decision:2`. */
const numberOf = (clock: string): number => Number(clock.split(':')[1] ?? 0);

/** What is to be done for the person at `at`: one task for each running limit, and for each measure that ran out. */
export function protectionTasks(
  state: ProtectionState,
  context: Pick<ProtectionContext, 'complaint' | 'directory'>,
  at: Instant,
): ProtectionTask[] {
  if (state.endedAt !== null) return [];
  const running = state.clocks.filter(({ stoppedAt }) => stoppedAt === null);
  const limited = running.map(({ id, dueAt }): ProtectionTask => {
    const clock = id.replace(/:\d+$/, '') as ProtectionClockId;
    const about = state.accesses.find(({ access }) => access === numberOf(id));
    const apart = clock === 'access-decision' || clock === 'emergency-review' ? (about?.by ?? null) : null;
    const role = holdersApart('custodian', apart, context, at)?.role ?? 'auditor';
    return { kind: TASK_OF_CLOCK[clock], role, unit: null, person: null, dueAt, clock };
  });
  const ranOut = state.measures
    .filter(({ hasRunOut, endedAt }) => hasRunOut && endedAt === null)
    .map(({ owner }): ProtectionTask => {
      return {
        kind: 'renew-measure',
        role: 'custodian',
        unit: null,
        person: owner,
        dueAt: null,
        clock: null,
      };
    });
  return [...limited, ...ranOut];
}
