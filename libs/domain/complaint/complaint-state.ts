import type { RunningClock } from '../clock/running-clock.js';
import type { Instant } from '../time/instant.js';
import type { Span } from '../clock/span.js';
import type { Role } from '../policy/role.js';
import type { TextRef } from './command.js';
import type { Token } from '../routing/token.js';
import type { Filing, ScreeningRole } from './complaint-event.js';
import type { Exclusion } from './exclusion.js';
import type { Status } from './status.js';

/** All that the rules need to know of one case. Small: it is carried by the workflow and kept in the view. */
export interface ComplaintState {
  reference: string;
  /** Number of events folded so far = `seq` of the last ledger entry of the stream. */
  version: number;
  /** `version` after the last event that a person caused: what two people acting at once are compared by. */
  actedVersion: number;
  status: Status;
  filing: Filing;
  category: string;
  isIntegrity: boolean;
  onSuspicion: boolean;
  screenedBy: ScreeningRole;
  unit: string | null;
  officer: string | null;
  excluded: Exclusion[];
  clocks: RunningClock[];
  unansweredMessages: number;
  informationAskedAt: Instant | null;
  /** Staff id of the proposer: a second person must approve. */
  rejectionProposal: { by: string; reason: string; explanation: TextRef } | null;
  extensionRequest: { by: string; clock: string; span: Span; reason: TextRef } | null;
  findings: number;
  isHandedToDiscipline: boolean;
  isHandedToOutsideBody: boolean;
  /** Only once everybody was kept out. */
  isNobodyLeft?: boolean;
  /** Only where it was referred to another agency. */
  isReferred?: true;
  /** How many witnesses were named; only where some were. */
  witnesses?: number;
  /** What the accused have been told; only where somebody was. `notice` null: something, before the case was reopened. */
  told?: { person: Token | null; notice: string | null }[];
  reviewRequestedAt: Instant | null;
  withdrawnAt: Instant | null;
  reopenedTimes: number;
  leader: string | null;
  /** Roles to which lateness has been escalated so far. */
  escalatedTo: Role[];
  completedAt: Instant | null;
  closedAt: Instant | null;
  lastEventAt: Instant;
}
