import type { EventBodies, EventType } from './complaint-event.js';

/** An event's type and body; `decide` adds when and by whom. */
export type Fact = { [T in EventType]: { type: T; body: EventBodies[T] } }[EventType];

export const fact = <T extends EventType>(type: T, body: EventBodies[T]): Fact => ({ type, body }) as Fact;
