import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Refusal } from '#domain/complaint/refusal.js';
import { epochMs, instantOf, later, type Instant } from '#domain/time/instant.js';
import {
  type Carried,
  REFUSAL_FAILURE,
  type RecordedOf,
  type RefusalDetail,
  type Signed,
  STATE_QUERY,
} from './matter.contract.js';
import { Turns } from './turns.js';

interface MatterState {
  version: number;
  actedVersion: number;
}
interface MatterCommand {
  name: string;
  id: string;
  at: Instant;
  seenVersion?: number | undefined;
}

/** What makes one kind of matter: its state and rules, and how its worker opens and records it. */
export interface Matter<S extends MatterState, C extends MatterCommand, E> {
  /** Each command from outside is an Update of its own name, with the command's id as update id. */
  updateNames: readonly string[];
  absorb(state: S, recorded: RecordedOf<E>): S;
  permit(state: S, command: C): Refusal | null;
  isOver(state: S): boolean;
  /** When it has to be looked at though nobody acts. */
  nextWaking(state: S): Instant | null;
  show?(state: S): void;
  open(input: { state: S; at: Instant }): Promise<RecordedOf<E>>;
  record(input: { state: S; command: C; signature: string | null }): Promise<RecordedOf<E>>;
}

const KEPT_IDS = 50;

const refused = ({ code, params }: RefusalDetail): ApplicationFailure =>
  ApplicationFailure.create({
    message: code,
    type: REFUSAL_FAILURE,
    nonRetryable: true,
    details: [{ code, params } satisfies RefusalDetail],
  });

/**
 * The life of one matter: opened, acted on by people one after the other, woken by its clocks. Returns what the next run
 * needs once the history is long, null once the matter is over.
 */
export async function runMatter<S extends MatterState, C extends MatterCommand, E>(
  matter: Matter<S, C, E>,
  begun: { state: S; at: Instant },
  { carried, continueAsNewAfter }: { carried?: Carried<S>; continueAsNewAfter?: number },
): Promise<Carried<S> | null> {
  const aheadMs = carried?.aheadMs ?? Math.max(0, epochMs(begun.at) - Date.now());
  const now = (): Instant => instantOf(Date.now() + aheadMs);
  const turns = new Turns();
  let recentIds = carried?.recentIds ?? [];
  let state = carried?.state ?? begun.state;
  const versionAtStart = state.version;

  const inTurn = (work: () => Promise<RecordedOf<E>>): Promise<RecordedOf<E>> =>
    turns.take(async () => {
      const recorded = await work();
      state = matter.absorb(state, recorded);
      matter.show?.(state);
      return recorded;
    });

  const isHistoryLong = (): boolean => {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const isOverThreshold = continueAsNewAfter !== undefined && historyLength >= continueAsNewAfter;
    return state.version > versionAtStart && (continueAsNewSuggested || isOverThreshold);
  };

  // Ahead of the handlers, so that no command is ever dealt with before the matter is open.
  const opened =
    carried === undefined
      ? inTurn(() => matter.open({ state, at: later(begun.at, now()) }))
      : Promise.resolve();

  setHandler(defineQuery<S>(STATE_QUERY), () => state);
  for (const name of matter.updateNames)
    setHandler(
      defineUpdate<E[], [Signed<C>]>(name),
      async ({ command, signature }) => {
        const { events, refusal } = await inTurn(() => matter.record({ state, command, signature }));
        if (refusal !== undefined) throw refused(refusal);
        recentIds = [...recentIds.filter((id) => id !== command.id), command.id].slice(-KEPT_IDS);
        return events;
      },
      {
        validator: ({ command }: Signed<C>) => {
          if (command.name !== name) throw refused({ code: 'SignatureInvalid', params: {} });
          // A repeated command gets its first answer, and one who saw more than this run did has the ledger's word.
          const isBehind = command.seenVersion !== undefined && command.seenVersion > state.actedVersion;
          if (isBehind || recentIds.includes(command.id)) return;
          const refusal = matter.permit(state, command);
          if (refusal !== null) throw refused(refusal);
        },
      },
    );
  await opened;

  while (!matter.isOver(state) && !isHistoryLong()) {
    const seen = state.version;
    const isStirred = (): boolean => state.version !== seen || isHistoryLong();
    const waking = matter.nextWaking(state);
    if (waking === null) {
      await condition(isStirred);
      continue;
    }
    const isDue = !(await condition(isStirred, Math.max(1, epochMs(waking) - epochMs(now()))));
    if (isDue) {
      const at = later(waking, now());
      const ring = {
        name: 'ring',
        id: `ring-${state.version}-${at}`,
        actor: { kind: 'system' },
        at,
        params: {},
      };
      await inTurn(() => matter.record({ state, command: ring as unknown as C, signature: null }));
      if (state.version === seen) {
        log.error('A waking made no event', { waking });
        await condition(isStirred);
      }
    }
  }

  await condition(allHandlersFinished);
  return matter.isOver(state) ? null : { state, recentIds, aheadMs };
}
