import { staffIdOf } from '../complaint/command.js';
import { folding } from '../matter/folding.js';
import type { RetentionEvent, RetentionEventType } from './retention-event.js';
import type { RetentionState } from './retention-state.js';

/** The state after entry 1 of the stream. */
export const beginRetention = ({ at, body }: RetentionEvent<'RetentionOpened'>): RetentionState => ({
  ...body,
  version: 1,
  actedVersion: 1,
  status: 'suspended',
  noticeAt: null,
  destroyAt: null,
  holds: [],
  destroyed: null,
  lastEventAt: at,
});

type Change = Partial<RetentionState>;
type Evolver<T extends RetentionEventType> = (state: RetentionState, event: RetentionEvent<T>) => Change;

const EVOLVERS: { [T in RetentionEventType]: Evolver<T> } = {
  RetentionOpened: () => ({}),
  KeepingBegan: (_, { body }) => ({ status: 'kept', ...body, sealAt: body.sealAt ?? null }),
  KeepingSuspended: () => ({ status: 'suspended', noticeAt: null, destroyAt: null, sealAt: null }),
  AccusedSealingPutOff: (_, { body }) => ({ sealAt: body.until }),
  AccusedSealingOrdered: () => ({ sealing: 'ordered', sealAt: null }),
  AccusedSealed: () => ({ sealing: 'sealed' }),
  OpeningAsked: (_, { actor, body }) => ({ openingAsked: { by: staffIdOf(actor), ...body } }),
  OpeningRefused: () => ({ openingAsked: null }),
  OpeningApproved: () => ({ openingAsked: null, sealing: 'opening' }),
  AccusedOpened: (_, { body }) => ({ sealing: 'opened', sealAt: body.sealAt }),
  HoldPlaced: ({ holds }, { at, actor, body: { hold, ground } }) => ({
    holds: [...holds, { hold, ground, by: staffIdOf(actor), placedAt: at, liftedAt: null }],
  }),
  HoldLifted: ({ holds }, { at, body }) => ({
    holds: holds.map((one) => (one.hold === body.hold ? { ...one, liftedAt: at } : one)),
  }),
  DestructionNear: () => ({ noticeAt: null }),
  DestructionPutOff: (_, { body }) => ({ destroyAt: body.until }),
  DestructionOrdered: () => ({ status: 'ordered' }),
  DestructionVerified: (_, { body }) => ({ status: 'destroyed', destroyed: body }),
};

function evolveBody<T extends RetentionEventType>(state: RetentionState, event: RetentionEvent<T>): Change {
  return (EVOLVERS[event.type] as Evolver<T>)(state, event);
}

export const foldRetention = folding<RetentionState, RetentionEvent>(evolveBody);

/** Rebuilds the keeping of a case from its whole stream, entry 1 first. */
export function replayRetention(events: readonly RetentionEvent[]): RetentionState {
  const [first, ...rest] = events;
  if (first?.type !== 'RetentionOpened')
    throw new Error('The stream of the keeping of a case begins with RetentionOpened');
  return foldRetention(beginRetention(first), rest);
}
