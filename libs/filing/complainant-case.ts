import type { TextRef } from '#domain/complaint/command.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { replay } from '#domain/complaint/evolve.js';
import type { Instant } from '#domain/time/instant.js';
import { destroyedAt } from '#domain/retention/retention-state.js';
import { readVersionSeen } from '#persistence/complainant-reading-store.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { readCommandsOf } from '#persistence/outbox-store.js';
import { readRetention } from '#persistence/retention-store.js';
import { admit, type ComplainantDependencies, readEvents } from './admit-complainant.js';
import { type OpenedEvidence, openEvidence } from './case-evidence.js';
import { readTexts } from './case-texts.js';
import { textOf } from './complainant-command.js';
import { isComplainants, openPayload, type ComplainantCommand } from './outbox-payload.js';

/** Something that the complainant wrote and that the case's workflow has not taken, or has refused. */
export interface PendingMessage {
  command: ComplainantCommand['name'];
  at: Instant;
  text: string | null;
  evidence: EvidenceRef[];
  refused: string | null;
}

/** A case as its complainant may see it. */
export interface ComplainantCase {
  reference: string;
  state: ComplaintState;
  /** The whole stream; which events are shown, and which of their fields, is the page's matter. */
  events: ComplaintEvent[];
  /** Words meant for the complainant or written by the complainant, by the id in the event's reference. */
  texts: Record<string, string>;
  pending: PendingMessage[];
  /** The complainant's own files, also those that wait to be sent. */
  evidence: OpenedEvidence[];
  /** When what the case held was destroyed, its time of keeping being over; null while it is kept. */
  destroyedAt: Instant | null;
  /** What the complainant's page showed last. */
  versionSeen: number;
}

/** What an event says between complainant and agency; everything else in a case's texts is the agency's own. */
export function addressed(event: ComplaintEvent): TextRef | undefined {
  switch (event.type) {
    case 'InformationRequested':
      return event.body.question;
    case 'InformationReceived':
    case 'MessageFromComplainant':
    case 'MessageToComplainant':
      return event.body.message;
    case 'ComplaintRejected':
    case 'ComplaintReferred':
      return event.body.explanation;
    case 'OutcomeTold':
      return event.body.outcome;
    case 'ReviewRequested':
    case 'ComplaintWithdrawn':
      return event.body.reason;
    default:
      return undefined;
  }
}

/** The files that an event brings. */
export function evidenceOf(event: ComplaintEvent): EvidenceRef[] {
  if (event.type === 'ComplaintReceived') return event.body.evidence ?? [];
  return event.type === 'EvidenceAdded' ? event.body.evidence : [];
}

/** Null for a wrong code and for an unknown reference alike. */
export async function openCase(
  reference: string,
  code: string,
  deps: ComplainantDependencies,
): Promise<ComplainantCase | null> {
  const admitted = await admit(reference, code, deps);
  if (admitted === null) return null;
  const { main, keys } = deps.databases;
  const events = await readEvents(deps, admitted);
  const state = replay(events);
  const narrative = await readTexts(
    { manager: main.manager, keys },
    admitted.opener,
    admitted.reference,
    'narrative',
  );
  const words = new Map(narrative.map(({ id, text }) => [id, text]));
  const recorded = events.flatMap((event) => addressed(event) ?? []);

  const taken = new Set([...recorded, ...events.flatMap(evidenceOf)].map(({ id }) => id));
  const commands = await readCommandsOf(main.manager, admitted.reference);
  const pending = commands.flatMap((row): PendingMessage[] => {
    const payload = openPayload(deps.keyring.secrets('codec'), row.messageId, row.payload);
    if (!('command' in payload) || (row.isDone && row.refused === null)) return [];
    const { command } = payload;
    if (!isComplainants(command)) return [];
    const ref = textOf(command);
    const evidence = command.name === 'add-evidence' ? command.params.evidence : [];
    if ([...(ref ? [ref] : []), ...evidence].some(({ id }) => taken.has(id))) return [];
    const text = ref === undefined ? null : (words.get(ref.id) ?? null);
    return [{ command: command.name, at: command.at, text, evidence, refused: row.refused }];
  });
  const { reference: of, opener } = admitted;
  const files = await readEvidence(main.manager, { reference: of });
  const own = files.filter(({ addedBy }) => addedBy === 'complainant');
  return {
    reference: admitted.reference,
    state,
    events,
    texts: Object.fromEntries(
      recorded.flatMap(({ id }) => (words.has(id) ? [[id, words.get(id) ?? '']] : [])),
    ),
    pending,
    evidence: await openEvidence(keys, of, opener, own),
    destroyedAt: destroyedAt(await readRetention(main.manager, of)),
    versionSeen: await readVersionSeen(main.manager, of),
  };
}
