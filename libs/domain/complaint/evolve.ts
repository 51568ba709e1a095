import type { Token } from '../routing/token.js';
import type { ComplaintEvent, EventType } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import type { Exclusion } from './exclusion.js';
import { COMPLETED_STATUSES, type Status } from './status.js';

/** The state after entry 1 of the stream, written at filing. */
export function receive(event: ComplaintEvent<'ComplaintReceived'>): ComplaintState {
  const filing = event.body;
  return {
    reference: filing.reference,
    version: 1,
    actedVersion: 1,
    status: 'received',
    filing,
    category: filing.category,
    isIntegrity: filing.isIntegrity,
    onSuspicion: false,
    screenedBy: 'central-desk',
    unit: null,
    officer: null,
    excluded: [],
    clocks: [],
    unansweredMessages: 0,
    informationAskedAt: null,
    rejectionProposal: null,
    extensionRequest: null,
    findings: 0,
    isHandedToDiscipline: false,
    isHandedToOutsideBody: false,
    reviewRequestedAt: null,
    withdrawnAt: null,
    reopenedTimes: 0,
    leader: null,
    escalatedTo: [],
    completedAt: null,
    closedAt: null,
    lastEventAt: event.at,
  };
}

type Change = Partial<ComplaintState>;
type Evolver<T extends EventType> = (state: ComplaintState, event: ComplaintEvent<T>) => Change;

const to = (status: Status): Change => ({ status });

const takeExclusions = ({ excluded }: ComplaintState, taken: Exclusion[]): Change => ({
  excluded: [...excluded.filter(({ token }) => !taken.some((one) => one.token === token)), ...taken],
});

const exclude = (
  state: ComplaintState,
  tokens: Token[],
  because: Exclusion['because'],
  by?: string,
): Change =>
  takeExclusions(
    state,
    tokens.map((token) => ({ token, because, ...(by !== undefined && { by }) })),
  );

const readmit = ({ excluded }: ComplaintState, person: Token): Change => ({
  excluded: excluded.filter(({ token }) => token !== person),
});

const without = <T>(list: T[], index: number): T[] => list.filter((_, at) => at !== index);

/** Takes the rung alarm off its clock, so that it never rings twice. */
function rung(
  state: ComplaintState,
  clockId: string,
  kind: 'reminder' | 'escalation' | 'expiry',
  index: number,
): Change {
  return {
    clocks: state.clocks.map((clock) => {
      const at = clock.alarms.findIndex((alarm) => alarm.kind === kind && alarm.index === index);
      return clock.id === clockId && at >= 0 ? { ...clock, alarms: without(clock.alarms, at) } : clock;
    }),
  };
}

const EVOLVERS: { [T in EventType]: Evolver<T> } = {
  ComplaintReceived: () => ({}),
  MatchesFound: (state, { body }) => exclude(state, [...body.persons, ...body.units], 'automatic-match'),
  ChainBypassed: (state, { body }) => exclude(state, body.tokens, 'chain-of-first-case'),
  WitnessNamed: (_, { body }) => ({ witnesses: body.witness }),
  NobodyLeft: () => ({ isNobodyLeft: true }),
  SomebodyFound: () => ({ isNobodyLeft: false }),
  ScreeningGivenTo: (_, { body }) => ({ screenedBy: body.role }),
  MatchDecided: (state, { actor, body }) =>
    body.isSamePerson ? exclude(state, [body.person], 'accused', actor) : readmit(state, body.person),
  ComplaintAccepted: (_, { body }) => ({
    ...to('accepted'),
    unit: body.unit,
    category: body.category,
    isIntegrity: body.isIntegrity,
    onSuspicion: body.onSuspicion,
  }),
  RejectionProposed: (_, { actor, body }) => ({
    ...to('rejection-proposed'),
    rejectionProposal: { by: actor, ...body },
  }),
  RejectionDeclined: () => ({ ...to('received'), rejectionProposal: null }),
  ComplaintRejected: () => ({ ...to('rejected'), rejectionProposal: null }),
  ComplaintReferred: () => ({ ...to('referred'), isReferred: true }),
  ReferralAnswered: () => ({}),
  InformationRequested: (_, { at }) => ({ informationAskedAt: at, unansweredMessages: 0 }),
  InformationReceived: (state) => ({
    informationAskedAt: null,
    unansweredMessages: state.unansweredMessages + 1,
  }),
  MessageFromComplainant: (state) => ({ unansweredMessages: state.unansweredMessages + 1 }),
  MessageToComplainant: () => ({ unansweredMessages: 0 }),
  MessagesRead: () => ({ unansweredMessages: 0 }),
  EvidenceAdded: (state, { actor }) =>
    actor === 'complainant' ? { unansweredMessages: state.unansweredMessages + 1 } : {},
  EvidenceQuarantined: () => ({}),
  CaseAssigned: (state, { body }) => ({
    ...(state.status === 'accepted' ? to('assigned') : {}),
    officer: body.officer,
    unit: body.unit,
  }),
  AssignmentEnded: (state) => ({
    ...(state.status === 'assigned' || state.status === 'fact-finding' ? to('accepted') : {}),
    officer: null,
  }),
  OfficerRelieved: () => ({ officer: null }),
  TakenBackFromUnit: () => ({ ...to('received'), unit: null, officer: null, extensionRequest: null }),
  AccusedAdded: (state, { actor, body }) =>
    exclude(state, [...body.persons, ...body.units], 'accused', actor),
  ConflictDeclared: (state, { actor, body }) => exclude(state, [body.person], 'declared-interest', actor),
  ConflictFound: (state, { actor, body }) => exclude(state, [body.person], 'found-interest', actor),
  ExclusionLifted: (state, { body }) => readmit(state, body.person),
  FindingRecorded: (state) => ({ ...to('fact-finding'), findings: state.findings + 1 }),
  ExtensionRequested: (_, { actor, body }) => ({ extensionRequest: { by: actor, ...body } }),
  ExtensionGranted: () => ({ extensionRequest: null }),
  ExtensionRefused: () => ({ extensionRequest: null }),
  ReportSubmitted: () => to('reported'),
  ReportReturned: () => to('fact-finding'),
  DecisionMade: () => to('decided'),
  HandedToDiscipline: () => ({ isHandedToDiscipline: true }),
  HandedToOutsideBody: () => ({ ...to('referred'), isHandedToOutsideBody: true }),
  OutcomeTold: () => to('outcome-told'),
  SubjectTold: ({ told = [] }, { body: { person, notice } }) => ({ told: [...told, { person, notice }] }),
  CaseClosed: (_, { at }) => ({
    ...to('closed'),
    closedAt: at,
    reviewRequestedAt: null,
    isHandedToDiscipline: false,
  }),
  ReviewRequested: (_, { at }) => ({ reviewRequestedAt: at }),
  ComplaintWithdrawn: (_, { at }) => ({ withdrawnAt: at }),
  PressureReported: (state) => ({ unansweredMessages: state.unansweredMessages + 1 }),
  CaseReopened: (state) => ({
    ...to(state.unit === null ? 'received' : 'accepted'),
    officer: null,
    reviewRequestedAt: null,
    closedAt: null,
    ...(state.told && { told: state.told.map(({ person }) => ({ person, notice: null })) }),
    reopenedTimes: state.reopenedTimes + 1,
  }),
  CaseFinalised: () => to('final'),
  LinkedToLeader: (_, { body }) => ({ leader: body.leader }),
  ExclusionsTaken: (state, { body }) => takeExclusions(state, body.exclusions),
  Unlinked: () => ({ leader: null }),
  NoteAdded: () => ({}),
  ReminderRung: (state, { body }) => rung(state, body.clock, 'reminder', body.index),
  EscalationRung: (state, { body }) => ({
    ...rung(state, body.clock, 'escalation', body.index),
    escalatedTo: [...new Set([...state.escalatedTo, body.to])],
  }),
  ClockExpired: (state, { body }) => ({
    ...rung(state, body.clock, 'expiry', 0),
    ...(body.goesOn ? { informationAskedAt: null } : {}),
  }),
  CalendarApplied: () => ({}),
  ClocksReckoned: (state, { body }) => {
    const changed = new Map(body.clocks.map((clock) => [clock.id, clock]));
    const kept = state.clocks.filter((clock) => !changed.has(clock.id));
    return { clocks: [...kept, ...body.clocks] };
  },
};

function evolveBody<T extends EventType>(state: ComplaintState, event: ComplaintEvent<T>): Change {
  return (EVOLVERS[event.type] as Evolver<T>)(state, event);
}

/** Folds one event into the state. Total: every event type has its own change, and nothing here can refuse. */
export function evolve(state: ComplaintState, event: ComplaintEvent): ComplaintState {
  const version = state.version + 1;
  const next: ComplaintState = {
    ...state,
    ...evolveBody(state, event),
    version,
    actedVersion: event.actor === 'system' || event.type === 'ClocksReckoned' ? state.actedVersion : version,
    lastEventAt: event.at,
  };
  const isCompleted = COMPLETED_STATUSES.includes(next.status);
  return { ...next, completedAt: isCompleted ? (state.completedAt ?? event.at) : null };
}

export const fold = (state: ComplaintState, events: readonly ComplaintEvent[]): ComplaintState =>
  events.reduce(evolve, state);

/** Rebuilds a case from its whole stream, entry 1 first. */
export function replay(events: readonly ComplaintEvent[]): ComplaintState {
  const [first, ...rest] = events;
  if (first?.type !== 'ComplaintReceived')
    throw new Error('A complaint stream begins with ComplaintReceived');
  return fold(receive(first), rest);
}
