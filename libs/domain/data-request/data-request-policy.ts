import type { ClockDefinition } from '../clock/clock-definition.js';
import type { Bilingual } from '../policy/bilingual.js';

/** How the agency answers whoever asks for the own data (PDPA s. 30), as the pack states it. */
export interface DataRequestPolicy extends Pick<
  ClockDefinition,
  'limit' | 'reminders' | 'escalations' | 'citation'
> {
  /** What the limit is called. */
  name: Bilingual;
  /** Stands below every answer, whatever it says, so that none tells whether a case exists. */
  neutralSentence: Bilingual;
}

/** The rules of a request that was filed, or is to be. Throws where the pack has none: then nobody could file one. */
export function dataRequestRules({ dataRequests }: { dataRequests?: DataRequestPolicy }): DataRequestPolicy {
  if (dataRequests === undefined) throw new Error('The pack says nothing of requests for data.');
  return dataRequests;
}

/** Id of the clock that every request runs. */
export const DATA_REQUEST_CLOCK = 'data-request';

/** The one limit of a request, as the clocks reckon it. */
export const dataRequestClock = ({
  name,
  limit,
  reminders,
  escalations,
  citation,
}: DataRequestPolicy): ClockDefinition => ({
  id: DATA_REQUEST_CLOCK,
  name,
  startsOn: [],
  stopsOn: [],
  limit,
  bindsOn: 'official',
  reminders,
  escalations,
  citation,
});
