import type { Role } from '../policy/role.js';
import { holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import { clockDefinitions } from './clockwork.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
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

/** The agency's running clock that is due first. */
function pressing(state: ComplaintState, context: DecisionContext): { dueAt: Instant; id: string } | null {
  const definitions = clockDefinitions(context.policy, state.category);
  const running = state.clocks.filter(
    ({ id, stoppedAt }) =>
      stoppedAt === null && definitions.some((one) => one.id === id && one.bindsOn === 'official'),
  );
  return running.sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0] ?? null;
}

/** What is to be done in the case at `at`, each for the people who can do it now. A case that waits has none. */
export function openTasks(state: ComplaintState, context: DecisionContext, at: Instant): Task[] {
  const clock = pressing(state, context);
  const category = context.policy.categories.find(({ id }) => id === state.category);
  const task = (kind: TaskKind, role: Role): Task => {
    const holders = holdersOf(role, state, context.directory, at);
    const due = { dueAt: clock?.dueAt ?? null, clock: clock?.id ?? null };
    // Nobody up to the head of agency may act: somebody of the desk or the auditor hands it over.
    if (holders === null) {
      const carrier = carrierOf(state, context, at);
      return { kind: 'hand-to-outside-body', role: carrier, unit: null, person: null, ...due };
    }
    const person = holders.role === 'officer' ? (holders.people[0]?.id ?? null) : null;
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
  const mainRole: Role =
    main === 'decide'
      ? (category?.decidedBy ?? 'head-of-agency')
      : main === 'screen'
        ? screener
        : responsibleRole(state);
  const extended = clockDefinitions(context.policy, state.category).find(
    ({ id }) => id === state.extensionRequest?.clock,
  );
  const tasks = [
    ...(main === null ? [] : [task(main, mainRole)]),
    ...(state.excluded.some(({ because }) => because === 'automatic-match') && main !== null
      ? [task('decide-matches', screener)]
      : []),
    ...(state.extensionRequest === null
      ? []
      : [task('decide-extension', extended?.extension?.decidedBy ?? 'head-of-agency')]),
    ...(hasMessage ? [task('read-message', state.officer === null ? screener : 'officer')] : []),
  ];
  return tasks.filter((one, index) => tasks.findIndex(({ kind }) => kind === one.kind) === index);
}

function carrierOf(state: ComplaintState, { directory }: DecisionContext, at: Instant): Role {
  const desk = holdersOf('central-desk', state, directory, at);
  return desk?.role === 'central-desk' ? 'central-desk' : 'auditor';
}
