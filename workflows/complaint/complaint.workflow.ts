import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  log,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { nextAlarm } from '#domain/clock/reckon.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { receive } from '#domain/complaint/evolve.js';
import { permit } from '#domain/complaint/permit.js';
import { epochMs, instantOf, later, type Instant } from '#domain/time/instant.js';
import { absorb } from './absorb.js';
import {
  type ComplaintInput,
  REFUSAL_FAILURE,
  type RefusalDetail,
  type SignedCommand,
  STATE_QUERY,
  UPDATE_NAMES,
  type UpdateName,
} from './complaint.contract.js';
import type { ComplaintPorts, Recorded } from './complaint.ports.js';
import { Turns } from './turns.js';
import { showInVisibility } from './visibility.js';

/** A database that is away is waited for: nothing that was decided may be dropped. */
const { open, record } = proxyLocalActivities<ComplaintPorts>({
  startToCloseTimeout: '2s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

const KEPT_IDS = 50;
const stateQuery = defineQuery<ComplaintState>(STATE_QUERY);
const update = (name: UpdateName) => defineUpdate<ComplaintEvent[], [SignedCommand], UpdateName>(name);

const refused = ({ code, params }: RefusalDetail): ApplicationFailure =>
  ApplicationFailure.create({
    message: code,
    type: REFUSAL_FAILURE,
    nonRetryable: true,
    details: [{ code, params } satisfies RefusalDetail],
  });

/** One complaint, from its filing to its end: opened, acted on by people, reminded and escalated by its clocks. */
export async function complaint(input: ComplaintInput): Promise<void> {
  const { received, carried, continueAsNewAfter } = input;
  const aheadMs = carried?.aheadMs ?? Math.max(0, epochMs(received.at) - Date.now());
  const now = (): Instant => instantOf(Date.now() + aheadMs);
  const turns = new Turns();
  let recentIds = carried?.recentIds ?? [];
  let state = carried?.state ?? receive(received);
  const versionAtStart = state.version;

  const inTurn = (work: () => Promise<Recorded>): Promise<Recorded> =>
    turns.take(async () => {
      const recorded = await work();
      state = absorb(state, recorded);
      showInVisibility(state);
      return recorded;
    });

  const isHistoryLong = (): boolean => {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const isOverThreshold = continueAsNewAfter !== undefined && historyLength >= continueAsNewAfter;
    return state.version > versionAtStart && (continueAsNewSuggested || isOverThreshold);
  };

  // Ahead of the handlers, so that no command is ever dealt with before the case is open.
  const opened =
    carried === undefined ? inTurn(() => open({ state, at: later(received.at, now()) })) : Promise.resolve();

  setHandler(stateQuery, () => state);
  for (const name of UPDATE_NAMES)
    setHandler(
      update(name),
      async ({ command, signature }) => {
        const { events, refusal } = await inTurn(() => record({ state, command, signature }));
        if (refusal !== undefined) throw refused(refusal);
        recentIds = [...recentIds.filter((id) => id !== command.id), command.id].slice(-KEPT_IDS);
        return events;
      },
      {
        validator: ({ command }: SignedCommand) => {
          if (command.name !== name) throw refused({ code: 'SignatureInvalid', params: {} });
          // A repeated command gets its first answer, and one who saw more than this run did has the ledger's word.
          const isBehind = command.seenVersion !== undefined && command.seenVersion > state.actedVersion;
          if (isBehind || recentIds.includes(command.id)) return;
          const refusal = permit(state, command);
          if (refusal !== null) throw refused(refusal);
        },
      },
    );
  await opened;

  while (state.status !== 'final' && !isHistoryLong()) {
    const seen = state.version;
    const isStirred = (): boolean => state.version !== seen || isHistoryLong();
    const alarm = nextAlarm(state.clocks);
    if (alarm === null) {
      await condition(isStirred);
      continue;
    }
    const hasRung = !(await condition(isStirred, Math.max(1, epochMs(alarm.at) - epochMs(now()))));
    if (hasRung) {
      const at = later(alarm.at, now());
      const ring = {
        name: 'ring',
        id: `ring-${state.version}-${at}`,
        actor: { kind: 'system' },
        at,
        params: {},
      } as const;
      await inTurn(() => record({ state, command: ring, signature: null }));
      if (state.version === seen) {
        log.error('An alarm made no event', { clock: alarm.clock, kind: alarm.kind });
        await condition(isStirred);
      }
    }
  }

  await condition(allHandlersFinished);
  if (state.status !== 'final')
    await continueAsNew<typeof complaint>({ ...input, carried: { state, recentIds, aheadMs } });
}
