import { isSameAlarm } from '../clock/alarms.js';
import { staffIdOf } from '../complaint/command.js';
import { folding } from '../matter/folding.js';
import type { Alarm } from '../clock/running-clock.js';
import type { Instant } from '../time/instant.js';
import type { DataRequestEvent, DataRequestEventType } from './data-request-event.js';
import type { DataRequestState } from './data-request-state.js';

/** The state after entry 1 of the stream. */
export const beginDataRequest = ({
  at,
  body,
}: DataRequestEvent<'DataRequestReceived'>): DataRequestState => ({
  ...body,
  version: 1,
  actedVersion: 1,
  status: 'received',
  requester: null,
  isIdentified: false,
  clock: null,
  answer: null,
  returned: null,
  lastEventAt: at,
});

type Change = Partial<DataRequestState>;
type Evolver<T extends DataRequestEventType> = (
  state: DataRequestState,
  event: DataRequestEvent<T>,
) => Change;

const rung = ({ clock }: DataRequestState, kind: Alarm['kind'], index: number): Change =>
  clock === null
    ? {}
    : {
        clock: {
          ...clock,
          alarms: clock.alarms.filter((alarm) => !isSameAlarm(alarm, { at: alarm.at, kind, index })),
        },
      };

/** The limit is met, or nobody waits for an answer any more. */
const stopped = ({ clock }: DataRequestState, at: Instant): Change => ({
  clock: clock && { ...clock, stoppedAt: at, alarms: [] },
});

const EVOLVERS: { [T in DataRequestEventType]: Evolver<T> } = {
  DataRequestReceived: () => ({}),
  LimitBegan: (_, { body }) => body,
  IdentityConfirmed: (_, { body: { requester } }) => ({
    status: 'identified',
    isIdentified: true,
    requester,
  }),
  AnswerProposed: (_, { actor, body }) => ({
    status: 'proposed',
    answer: { ...body, by: staffIdOf(actor) },
    returned: null,
  }),
  AnswerReturned: ({ isIdentified }, { body }) => ({
    status: isIdentified ? 'identified' : 'received',
    answer: null,
    returned: body.reason,
  }),
  AnswerGiven: (state, { at, body }) => ({
    status: body.kind === 'data-given' ? 'answered' : 'refused',
    answer: state.answer && { ...state.answer, ...body },
    ...stopped(state, at),
  }),
  RequestWithdrawn: (state, { at }) => ({ status: 'withdrawn', answer: null, ...stopped(state, at) }),
  ReminderRung: (state, { body }) => rung(state, 'reminder', body.index),
  EscalationRung: (state, { body }) => rung(state, 'escalation', body.index),
  ClockExpired: (state) => rung(state, 'expiry', 0),
};

function evolveBody<T extends DataRequestEventType>(
  state: DataRequestState,
  event: DataRequestEvent<T>,
): Change {
  return (EVOLVERS[event.type] as Evolver<T>)(state, event);
}

export const foldDataRequest = folding<DataRequestState, DataRequestEvent>(evolveBody);

/** Rebuilds a request from its whole stream, entry 1 first. */
export function replayDataRequest(events: readonly DataRequestEvent[]): DataRequestState {
  const [first, ...rest] = events;
  if (first?.type !== 'DataRequestReceived')
    throw new Error('The stream of a request for data begins with DataRequestReceived');
  return foldDataRequest(beginDataRequest(first), rest);
}
