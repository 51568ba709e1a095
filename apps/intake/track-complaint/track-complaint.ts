import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import type { Status } from '#domain/complaint/status.js';
import type { Policy } from '#domain/policy/policy.js';
import { openCase, type ComplainantCase } from '#filing/complainant-case.js';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import { firstClocks } from '#filing/filing-answer.js';
import { writeToCase, type Written } from '#filing/write-to-case.js';
import { readColleagues } from '#persistence/colleagues.js';
import { readPolicy } from '#persistence/policy-store.js';
import { Problem } from '#web/errors/problem.js';
import type { IntakeServices } from '../intake-services.js';
import { staffOf } from './speakers.js';
import { shownStatus, trackedCase, type TrackedCase } from './tracked-case.presenter.js';

/** What opens a case to its complainant. */
export interface Receipt {
  reference: string;
  code: string;
  /** What the page had shown when this visit began. */
  seen?: number;
  /** The case of retaliation that this visit opened, while its code is shown. */
  opened?: { reference: string; code: string };
}

/** Until the worker has opened the case, its first clocks are those that the filing answered with. */
async function withClocks(
  found: ComplainantCase,
  policy: Policy,
  services: IntakeServices,
): Promise<ComplainantCase> {
  const [received] = found.events;
  if (found.state.clocks.length > 0 || received?.type !== 'ComplaintReceived') return found;
  const { calendar } = await services.context(services.time.now());
  const clocks = firstClocks(received, policy, calendar).map((clock) => ({
    ...clock,
    startedAt: received.at,
    countsFrom: received.at,
    pauses: [],
    extensions: [],
    stoppedAt: null,
    alarms: [],
  }));
  return { ...found, state: { ...found.state, clocks } };
}

export interface Tracked {
  tracked: TrackedCase;
  policy: Policy;
  /** The case's version that is shown, and the one that was shown before. */
  version: number;
  versionSeen: number;
  /** The complainant chose to be known by name to whoever deals with the case. */
  isNamed: boolean;
}

/** The case as its complainant sees it, with the pack it was filed under. Null: wrong code or unknown reference. */
export async function openTracked(
  { reference, code, seen }: Receipt,
  services: IntakeServices,
): Promise<Tracked | null> {
  const found = await openCase(reference, code, services);
  if (found === null) return null;
  const policy = await readPolicy(services.databases.main.manager, found.state.filing.policyHash);
  const whole = await withClocks({ ...found, versionSeen: seen ?? found.versionSeen }, policy, services);
  const staff = await readColleagues(services.databases.main.manager, staffOf(found.events));
  const showsNames = policy.conversation?.showOfficersBy === 'name';
  return {
    tracked: trackedCase(whole, staff, showsNames),
    policy,
    version: found.state.version,
    versionSeen: found.versionSeen,
    isNamed: found.state.filing.identityMode === 'named',
  };
}

/** A refusal as the complainant may read it: the status in it is the one that is shown. */
const shownRefusal = ({ code, params }: Refusal): Refusal =>
  new Refusal(code, {
    ...params,
    ...(params['status'] !== undefined && { status: shownStatus(params['status'] as Status) }),
  });

/**
 * Writes to the case and has it delivered. Throws a Problem for a wrong code or unknown reference (alike), or for a
 * key that came with other words; returns the refusal where the case does not allow it.
 */
export async function writeToTracked(
  { reference, code }: Receipt,
  writing: ComplainantWriting,
  services: IntakeServices,
): Promise<Written | Refusal> {
  const written = await writeToCase(reference, code, writing, services);
  if (written === null) throw new Problem('not-found');
  if (written === 'IdempotencyKeyReused')
    throw new Problem('idempotency-key-reused', [{ field: 'Idempotency-Key', code: 'invalid' }]);
  if (isRefusal(written)) return shownRefusal(written);
  services.kick();
  return written;
}
