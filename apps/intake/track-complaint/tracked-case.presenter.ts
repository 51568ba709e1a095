import { transitionOf } from '#domain/complaint/transitions.js';
import type { CommandName, TextRef } from '#domain/complaint/command.js';
import type { ComplaintEvent, EventType } from '#domain/complaint/complaint-event.js';
import type { RunningClock } from '#domain/clock/running-clock.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { Role } from '#domain/policy/role.js';
import { COMPLETED_STATUSES, type Status } from '#domain/complaint/status.js';
import type { Instant } from '#domain/time/instant.js';
import { type ComplainantCase, evidenceOf } from '#filing/complainant-case.js';
import type { Colleague } from '#persistence/colleagues.js';
import { speakers } from './speakers.js';

/** What the complainant is told of: no assignment, escalation, exclusion or note of the agency's own. */
const MILESTONES: readonly EventType[] = [
  'ComplaintReceived',
  'ComplaintAccepted',
  'ComplaintRejected',
  'ComplaintReferred',
  'InformationRequested',
  'InformationReceived',
  'ExtensionGranted',
  'ReportSubmitted',
  'DecisionMade',
  'NobodyLeft',
  'SomebodyFound',
  'HandedToOutsideBody',
  'OutcomeTold',
  'CaseClosed',
  'ReviewRequested',
  'ComplaintWithdrawn',
  'CaseReopened',
  'CaseFinalised',
];

/** Clocks of the agency's inner steps would tell how far a second opinion or an assignment has come. */
const INNER_CLOCKS = ['rejection-approval', 'new-unit', 'unit-assignment'];

/** A proposal to reject is the agency's own affair until a second person has agreed to it. */
export const shownStatus = (status: Status): Status =>
  status === 'rejection-proposed' ? 'received' : status;

export interface Message {
  from: 'agency' | 'complainant';
  at: Instant;
  about: EventType;
  text: string;
  files: TrackedFile[];
  /** Who of the agency wrote it: always by role, by name where the procedure has it so. */
  by: { role: Role; name: string | null } | null;
  /** Of the agency, and come since the complainant looked last. */
  isNew: boolean;
  /** Not yet taken by the case, or refused by it. */
  state: 'recorded' | 'on-its-way' | 'refused';
}

export interface TrackedFile extends Omit<EvidenceRef, 'hash'> {
  /** Null where its key was destroyed. */
  name: string | null;
}

export interface TrackedCase {
  reference: string;
  status: Status;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  milestones: { event: EventType; at: Instant }[];
  clocks: Pick<RunningClock, 'id' | 'dueAt' | 'why'>[];
  messages: Message[];
  /** Files that wait to be sent with the next message. */
  waiting: TrackedFile[];
  /** The agency waits for an answer of the complainant, and none is on its way. */
  isAnswerAwaited: boolean;
  /** Everybody is kept out who could deal with it: the outside body can. */
  isNobodyLeft: boolean;
  /** Withdrawn, and dealt with all the same. */
  goesOnThoughWithdrawn: boolean;
  /** When words and files were destroyed at the end of their time of keeping; null while they are kept. */
  destroyedAt: Instant | null;
  may: { write: boolean; askForReview: boolean; withdraw: boolean };
}

/** Not why a complaint was withdrawn: whoever pressed for it may look on. */
const SPOKEN: Partial<Record<EventType, Message['from']>> = {
  InformationRequested: 'agency',
  MessageToComplainant: 'agency',
  ComplaintRejected: 'agency',
  ComplaintReferred: 'agency',
  OutcomeTold: 'agency',
  InformationReceived: 'complainant',
  MessageFromComplainant: 'complainant',
  ReviewRequested: 'complainant',
  EvidenceAdded: 'complainant',
};

const ABOUT: Record<ComplainantCase['pending'][number]['command'], EventType> = {
  'answer-or-write': 'MessageFromComplainant',
  'add-evidence': 'EvidenceAdded',
  'ask-for-review': 'ReviewRequested',
  withdraw: 'ComplaintWithdrawn',
};

const textOf = (event: ComplaintEvent, texts: ComplainantCase['texts']): string | undefined =>
  Object.values(event.body as Record<string, unknown>)
    .map((value) => texts[(value as Partial<TextRef> | null)?.id ?? ''])
    .find((text) => text !== undefined);

const TO_COMPLAINANT = ['EvidenceAdded', 'ComplaintReceived'];

/** The case as its complainant sees it, by the API and on the page. `staff`: who may have written. */
export function trackedCase(
  { reference, state, events, texts, pending, evidence, destroyedAt, versionSeen }: ComplainantCase,
  staff: readonly Colleague[],
  showsNames: boolean,
): TrackedCase {
  const held = new Set(
    events.flatMap((event) => (event.type === 'EvidenceQuarantined' ? [event.body.evidence] : [])),
  );
  const names = new Map(evidence.map(({ id, file }) => [id, file?.name ?? null]));
  const shown = ({ hash: _, ...ref }: EvidenceRef): TrackedFile => ({
    ...ref,
    isQuarantined: ref.isQuarantined || held.has(ref.id),
    name: names.get(ref.id) ?? null,
  });
  const speakerOf = speakers(events, staff);
  const recorded = events.flatMap((event, index): Message[] => {
    const files = event.actor === 'complainant' ? evidenceOf(event).map(shown) : [];
    const from = SPOKEN[event.type] ?? 'complainant';
    const text = event.type in SPOKEN ? textOf(event, texts) : undefined;
    if (text === undefined && files.length === 0) return [];
    const by = from === 'agency' ? speakerOf(index) : null;
    return [
      {
        from,
        at: event.at,
        about: TO_COMPLAINANT.includes(event.type) ? 'EvidenceAdded' : event.type,
        text: text ?? '',
        files,
        by: by && { role: by.role, name: showsNames ? by.name : null },
        isNew: from === 'agency' && index + 1 > versionSeen,
        state: 'recorded',
      },
    ];
  });
  const waiting = pending.map(({ command, at, text, evidence: sent, refused }): Message => ({
    from: 'complainant',
    at,
    about: ABOUT[command],
    text: command === 'withdraw' ? '' : (text ?? ''),
    files: sent.map(shown),
    by: null,
    isNew: false,
    state: refused === null ? 'on-its-way' : 'refused',
  }));
  const isWaiting = (command: CommandName): boolean =>
    pending.some((one) => one.command === command && one.refused === null);
  const may = (command: 'answer-or-write' | 'ask-for-review' | 'withdraw'): boolean =>
    destroyedAt === null &&
    transitionOf(command, state.status) !== undefined &&
    (command === 'answer-or-write' || !isWaiting(command));

  return {
    reference,
    status: shownStatus(state.status),
    filedAt: state.filing.filedAt,
    deemedReceivedAt: state.filing.deemedReceivedAt,
    milestones: events
      .filter(({ type }) => MILESTONES.includes(type))
      .map(({ type, at }) => ({ event: type, at })),
    clocks: state.clocks
      .filter(({ id, stoppedAt }) => stoppedAt === null && !INNER_CLOCKS.includes(id))
      .map(({ id, dueAt, why }) => ({ id, dueAt, why })),
    messages: [...recorded, ...waiting].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    waiting: evidence.flatMap((one) => (one.state === 'waiting' && one.ref ? [shown(one.ref)] : [])),
    isNobodyLeft: state.isNobodyLeft ?? false,
    goesOnThoughWithdrawn:
      !COMPLETED_STATUSES.includes(state.status) &&
      (state.withdrawnAt !== null || (state.isIntegrity && isWaiting('withdraw'))),
    isAnswerAwaited: state.informationAskedAt !== null && !isWaiting('answer-or-write'),
    destroyedAt,
    may: {
      write: may('answer-or-write'),
      askForReview: may('ask-for-review') && state.reviewRequestedAt === null,
      withdraw: may('withdraw') && state.withdrawnAt === null,
    },
  };
}
