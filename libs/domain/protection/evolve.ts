import { staffIdOf } from '../complaint/command.js';
import type { PlannedCheckIn, ProtectionEvent, ProtectionEventType } from './protection-event.js';
import type { CheckIn, IdentityAccess, Measure, ProtectionState } from './protection-state.js';

/** The state after entry 1 of the stream. */
export const begin = ({ at, body }: ProtectionEvent<'ProtectionOpened'>): ProtectionState => ({
  ...body,
  version: 1,
  actedVersion: 1,
  risk: null,
  measures: [],
  accesses: [],
  checkIns: [],
  personnelActions: [],
  clocks: [],
  escalatedTo: [],
  endedAt: null,
  lastEventAt: at,
});

type Change = Partial<ProtectionState>;
type Evolver<T extends ProtectionEventType> = (state: ProtectionState, event: ProtectionEvent<T>) => Change;

const access = ({ accesses }: ProtectionState, id: number, change: Partial<IdentityAccess>): Change => ({
  accesses: accesses.map((one) => (one.access === id ? { ...one, ...change } : one)),
});

const measure = (
  { measures }: ProtectionState,
  id: number,
  change: (one: Measure) => Partial<Measure>,
): Change => ({
  measures: measures.map((one) => (one.measure === id ? { ...one, ...change(one) } : one)),
});

const checkIn = ({ checkIns }: ProtectionState, id: number | null, change: Partial<CheckIn>): Change => ({
  checkIns: checkIns.map((one) => (one.checkIn === id ? { ...one, ...change } : one)),
});

const planned = (one: PlannedCheckIn, index: number): CheckIn => ({
  ...one,
  checkIn: index + 1,
  status: 'planned',
  answer: null,
});

/** Takes the rung alarm off its clock, so that it never rings twice. */
const rung = (
  { clocks }: ProtectionState,
  id: string,
  kind: 'reminder' | 'escalation' | 'expiry',
  index: number,
): Change => ({
  clocks: clocks.map((clock) =>
    clock.id === id
      ? { ...clock, alarms: clock.alarms.filter((alarm) => alarm.kind !== kind || alarm.index !== index) }
      : clock,
  ),
});

const EVOLVERS: { [T in ProtectionEventType]: Evolver<T> } = {
  ProtectionOpened: () => ({}),
  RiskAssessed: ({ employment }, { at, body }) => ({
    risk: { level: body.level, at, ...(employment?.worksHere === true && { asStaff: true }) },
  }),
  MeasureBegun: ({ measures }, { at, body: { measure, kind, owner, until } }) => ({
    measures: [
      ...measures,
      { measure, kind, owner, until, begunAt: at, proofs: 0, hasRunOut: false, endedAt: null },
    ],
  }),
  MeasureProved: (state, { body }) => measure(state, body.measure, ({ proofs }) => ({ proofs: proofs + 1 })),
  MeasureRanOut: (state, { body }) => measure(state, body.measure, () => ({ hasRunOut: true })),
  MeasureEnded: (state, { at, body }) =>
    measure(state, body.measure, ({ proofs }) => ({ endedAt: at, proofs: proofs + 1 })),
  MessageToPerson: () => ({}),
  IdentityAskedFor: ({ accesses }, { at, actor, body: { access, role, purpose, ground, hours } }) => ({
    accesses: [
      ...accesses,
      {
        access,
        by: staffIdOf(actor),
        role,
        purpose,
        ground,
        hours,
        askedAt: at,
        status: 'asked',
        inEmergency: false,
        decidedBy: null,
        givenAt: null,
        until: null,
        reviewedAt: null,
        isTellingBarred: false,
      },
    ],
  }),
  IdentityAccessGiven: (state, { at, actor, body: { access: id, until, inEmergency } }) =>
    access(state, id, {
      status: 'open',
      givenAt: at,
      until,
      inEmergency,
      decidedBy: inEmergency ? null : staffIdOf(actor),
    }),
  IdentityAccessRefused: (state, { actor, body }) =>
    access(state, body.access, { status: 'refused', decidedBy: staffIdOf(actor) }),
  IdentityRequestWithdrawn: (state, { body }) => access(state, body.access, { status: 'withdrawn' }),
  IdentityAccessEnded: (state, { at, body }) => access(state, body.access, { status: 'ended', until: at }),
  TellingBarred: (state, { body }) => access(state, body.access, { isTellingBarred: true }),
  TellingAllowed: (state, { body }) => access(state, body.access, { isTellingBarred: false }),
  EmergencyReviewed: (state, { at, body }) => access(state, body.access, { reviewedAt: at }),
  WatchBegan: (_, { body }) => ({ checkIns: body.checkIns.map(planned) }),
  WatchSuspended: () => ({ checkIns: [] }),
  CheckInAsked: (state, { body }) =>
    checkIn(state, body.checkIn, { status: body.isSecondTry ? 'asked-again' : 'asked' }),
  CheckInUnanswered: (state, { body }) => checkIn(state, body.checkIn, { status: 'unanswered' }),
  CheckInAnswered: (state, { body }) =>
    checkIn(state, body.checkIn, { status: 'settled', answer: body.answer }),
  PersonContacted: (state, { body }) =>
    checkIn(state, body.checkIn, { status: 'settled', answer: body.answer }),
  PressureReported: () => ({}),
  EmploymentTold: ({ isStaff, employment, actedVersion, sharedVersion }, { body: { worksHere } }) => {
    const nameFits = employment?.nameFits ?? isStaff;
    return {
      employment: { worksHere, nameFits },
      isStaff: worksHere || nameFits,
      sharedVersion: sharedVersion ?? actedVersion,
    };
  },
  PersonnelActionFound: ({ personnelActions }, { at, body }) => ({
    personnelActions: [...personnelActions, { ...body, foundAt: at, isJustified: null }],
  }),
  PersonnelActionJudged: ({ personnelActions }, { body }) => ({
    personnelActions: personnelActions.map((one) =>
      one.action === body.action ? { ...one, isJustified: body.isJustified } : one,
    ),
  }),
  ReminderRung: (state, { body }) => rung(state, body.clock, 'reminder', body.index),
  EscalationRung: (state, { body }) => ({
    ...rung(state, body.clock, 'escalation', body.index),
    escalatedTo: [...new Set([...state.escalatedTo, body.to])],
  }),
  ClockExpired: (state, { body }) => rung(state, body.clock, 'expiry', 0),
  ClocksReckoned: ({ clocks }, { body }) => {
    const changed = new Set(body.clocks.map(({ id }) => id));
    return { clocks: [...clocks.filter(({ id }) => !changed.has(id)), ...body.clocks] };
  },
  ProtectionEnded: (_, { at }) => ({ endedAt: at }),
};

function evolveBody<T extends ProtectionEventType>(
  state: ProtectionState,
  event: ProtectionEvent<T>,
): Change {
  return (EVOLVERS[event.type] as Evolver<T>)(state, event);
}

/** Folds one event into the state. Total: every event type has its own change, and nothing here can refuse. */
export function evolve(state: ProtectionState, event: ProtectionEvent): ProtectionState {
  const version = state.version + 1;
  const isActed = event.actor !== 'system' && event.type !== 'ClocksReckoned';
  const isShared = isActed && event.type !== 'EmploymentTold' && state.sharedVersion !== undefined;
  return {
    ...state,
    ...evolveBody(state, event),
    version,
    actedVersion: isActed ? version : state.actedVersion,
    ...(isShared && { sharedVersion: version }),
    lastEventAt: event.at,
  };
}

export const fold = (state: ProtectionState, events: readonly ProtectionEvent[]): ProtectionState =>
  events.reduce(evolve, state);

/** Rebuilds a protection from its whole stream, entry 1 first. */
export function replayProtection(events: readonly ProtectionEvent[]): ProtectionState {
  const [first, ...rest] = events;
  if (first?.type !== 'ProtectionOpened')
    throw new Error('The stream of a protected person begins with ProtectionOpened');
  return fold(begin(first), rest);
}
