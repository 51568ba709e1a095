import type { CheckIn, ProtectionState } from '#domain/protection/protection-state.js';
import { replayProtection } from '#domain/protection/evolve.js';
import type { Role } from '#domain/policy/role.js';
import type { Instant } from '#domain/time/instant.js';
import { accessStream, protectionStream } from '#ledger/ledger.js';
import { readStream, toProtectionEvent } from '#persistence/ledger-store.js';
import type { Admitted, ComplainantDependencies } from './admit-complainant.js';
import { readTexts } from './case-texts.js';
import { retaliationCases, waitingForProtection, worksHere } from './told-to-protection.js';

/** That somebody of the agency was allowed to know who the complainant is: as what, why, how long, and each reading. */
export interface ToldAccess {
  role: Role;
  purpose: string;
  ground: string;
  givenAt: Instant;
  until: Instant;
  inEmergency: boolean;
  readAt: Instant[];
}

/** The protection of a complainant as that person may see it. */
export interface ComplainantProtection {
  state: ProtectionState;
  /** Asked and waiting for an answer; null when nothing is asked. */
  asked: CheckIn | null;
  accesses: ToldAccess[];
  /** Whether the complainant works for the agency, as said last; null where nothing was said. */
  worksHere: boolean | null;
  /** References of the cases that telling harm opened, oldest first. */
  retaliationCases: string[];
  /** What custodians wrote to the person, oldest first. */
  messages: { at: Instant; text: string }[];
}

/** What an entry of the access stream says where it tells of an identity; see the page that shows one. */
interface IdentityReading {
  identityRead?: { protection: string; access: number };
}

/** Null until the worker has opened the case, and for cases from before there was protection. */
export async function protectionOf(
  { reference, opener }: Admitted,
  deps: ComplainantDependencies,
): Promise<ComplainantProtection | null> {
  const { main, keys } = deps.databases;
  const events = (await readStream(main.manager, protectionStream(reference))).map(toProtectionEvent);
  if (events.length === 0) return null;
  const state = replayProtection(events);
  const waiting = await waitingForProtection(reference, deps);
  const readings = (await readStream(main.manager, accessStream(reference))).map(({ at, body }) => ({
    at,
    of: (JSON.parse(body) as IdentityReading).identityRead,
  }));
  const words = new Map(
    (await readTexts({ manager: main.manager, keys }, opener, reference, 'narrative')).map(({ id, text }) => [
      id,
      text,
    ]),
  );
  return {
    state,
    asked: state.checkIns.find(({ status }) => status === 'asked' || status === 'asked-again') ?? null,
    accesses: state.accesses.flatMap((one): ToldAccess[] => {
      const { access, role, purpose, ground, givenAt, until, inEmergency, isTellingBarred } = one;
      if (givenAt === null || until === null || isTellingBarred) return [];
      const readAt = readings
        .filter(({ of }) => of?.protection === state.id && of.access === access)
        .map(({ at }) => at);
      return [{ role, purpose, ground, givenAt, until, inEmergency, readAt }];
    }),
    worksHere: worksHere(state, waiting),
    retaliationCases: retaliationCases(events, waiting),
    messages: events.flatMap((event) => {
      const text = event.type === 'MessageToPerson' ? words.get(event.body.message.id) : undefined;
      return text === undefined ? [] : [{ at: event.at, text }];
    }),
  };
}
