import type { Role } from '../policy/role.js';
import { carriersOf, holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import { pressing } from './clockwork.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { extensionDecider } from './deciding.js';
import { responsibleRole } from './responsible.js';

export const TASK_KINDS = [
  'screen',
  'decide-matches',
  'approve-rejection',
  'assign',
  'find-facts',
  'decide',
  'tell-outcome',
  'close',
  'decide-review',
  'decide-extension',
  'read-message',
  'hand-to-outside-body',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** One thing to do in a case: whose, and until when. `person` where one person holds it, else anyone of role and unit. */
export interface Task {
  kind: TaskKind;
  role: Role;
  unit: string | null;
  person: string | null;
  dueAt: Instant | null;
  clock: string | null;
}

function mainTask(state: ComplaintState): TaskKind | null {
  switch (state.status) {
    case 'received':
      return 'screen';
    case 'rejection-proposed':
      return 'approve-rejection';
    case 'accepted':
      return 'assign';
    case 'assigned':
    case 'fact-finding':
      return 'find-facts';
    case 'reported':
      return 'decide';
    case 'rejected':
    case 'referred':
    case 'decided':
      return 'tell-outcome';
    case 'outcome-told':
      return state.reviewRequestedAt === null ? 'close' : 'decide-review';
    case 'closed':
      return state.reviewRequestedAt === null ? null : 'decide-review';
    case 'final':
      return null;
  }
}

/** What is to be done in the case at `at`, each for the people who can do it now. A case that waits has none. */
export function openTasks(state: ComplaintState, context: DecisionContext, at: Instant): Task[] {
  const clock = pressing(state, context.policy);
  const task = (kind: TaskKind, role: Role): Task => {
    const holders = holdersOf(role, state, context.directory, at);
    const due = { dueAt: clock?.dueAt ?? null, clock: clock?.id ?? null };
    // Nobody up to the head of agency may act: somebody of the desk or the auditor hands it over.
    if (holders === null) {
      const carrier = carrierOf(state, context, at);
      return { kind: 'hand-to-outside-body', role: carrier, unit: null, person: null, ...due };
    }
    // The officer's own, also while a delegate covers: reading a worklist resolves who covers for whom.
    const person = holders.role === 'officer' ? state.officer : null;
    return { kind, role: holders.role, unit: holders.unit, person, ...due };
  };

  const hasMessage = state.unansweredMessages > 0 && state.status !== 'final';
  // The desk passes on what the complainant still writes; everything else is the outside body's.
  if (state.isHandedToOutsideBody)
    return hasMessage
      ? [
          {
            kind: 'read-message',
            role: carrierOf(state, context, at),
            unit: null,
            person: null,
            dueAt: null,
            clock: null,
          },
        ]
      : [];

  const main = mainTask(state);
  const screener: Role = state.screenedBy === 'head-of-agency' ? 'head-of-agency' : 'central-desk';
  const mainRole: Role = main === 'screen' ? screener : responsibleRole(state, context.policy);
  const tasks = [
    ...(main === null ? [] : [task(main, mainRole)]),
    ...(state.excluded.some(({ because }) => because === 'automatic-match') && main !== null
      ? [task('decide-matches', screener)]
      : []),
    ...(state.extensionRequest === null
      ? []
      : [task('decide-extension', extensionDecider(state, context.policy))]),
    ...(hasMessage ? [task('read-message', state.officer === null ? screener : 'officer')] : []),
  ];
  return tasks.filter((one, index) => tasks.findIndex(({ kind }) => kind === one.kind) === index);
}

const carrierOf = (state: ComplaintState, { directory }: DecisionContext, at: Instant): Role =>
  carriersOf(state, directory, at)?.role ?? 'auditor';
