export type ClockUnit = 'calendar-days' | 'working-days' | 'hours' | 'months';

/** A length of time as a pack states it, e.g. `{ amount: 7, unit: 'calendar-days' }`. */
export interface Span {
  amount: number;
  unit: ClockUnit;
}
