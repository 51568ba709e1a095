import type { ClockDefinition } from '#domain/clock/clock-definition.js';
import type { DataRequestPolicy } from '#domain/data-request/data-request-policy.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Pack } from './pack.schema.js';

/** A checked clock of the pack as the engine runs it: its ladder spelt out, citations of its own where left out. */
function toClock(written: Pack['clocks'][number], ladders: Pack['ladders']): ClockDefinition {
  const { ladder, pauses, extension, ...rest } = written;
  const { citation } = written;
  return {
    ...rest,
    escalations: ladder === undefined ? [] : (ladders[ladder] ?? []),
    ...(pauses && { pauses: { citation, ...pauses } }),
    ...(extension && { extension: { citation, ...extension } }),
  };
}

const toDataRequests = (
  { ladder, ...written }: NonNullable<Pack['dataRequests']>,
  ladders: Pack['ladders'],
): DataRequestPolicy => ({
  ...written,
  escalations: ladder === undefined ? [] : (ladders[ladder] ?? []),
});

/** The policy that a pack without errors states. */
export function toPolicy(pack: Pack): Policy {
  const {
    officeHours,
    workingWeekdays,
    holidays,
    ladders,
    clocks,
    categories,
    protection,
    dataRequests,
    ...rest
  } = pack;
  const byId = new Map(clocks.map((clock) => [clock.id, toClock(clock, ladders)]));
  return {
    ...rest,
    calendar: {
      officeHours: { opensAtMinute: officeHours.opens, closesAtMinute: officeHours.closes },
      workingWeekdays,
      holidays,
    },
    protection: {
      ...protection,
      clocks: protection.clocks.map(({ ladder, ...clock }) => ({
        ...clock,
        bindsOn: 'official',
        escalations: ladder === undefined ? [] : (ladders[ladder] ?? []),
      })),
    },
    ...(dataRequests && { dataRequests: toDataRequests(dataRequests, ladders) }),
    categories: categories.map((category) => ({
      ...category,
      clocks: category.clocks.flatMap((id) => byId.get(id) ?? []),
    })),
  };
}
