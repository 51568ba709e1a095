import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Refusal } from '#domain/complaint/refusal.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { EvidenceRoom } from '#evidence/evidence-room.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { CaseReader } from '#persistence/case-reader.js';
import type { Databases } from '#persistence/data-source.js';
import type { TaskReader } from '#persistence/task-reader.js';
import type { Settings } from '#settings/settings.js';
import type { Time } from '#settings/time.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import type { Keyring } from '#vault/keyring.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';

/** Where signed commands go: the case's workflow, or a fake in specs. */
export interface CommandPort {
  send(
    reference: string,
    command: Command<UpdateName>,
    signature: string,
  ): Promise<ComplaintEvent[] | Refusal | 'unreachable'>;
}

/** Where signed commands for a protected person go: that person's workflow, or a fake in specs. */
export interface ProtectionPort {
  send(
    id: string,
    command: ProtectionUpdate,
    signature: string,
  ): Promise<ProtectionEvent[] | Refusal | 'unreachable'>;
}

/** Where signed commands on the keeping of a case go: its workflow, or a fake in specs. */
export interface RetentionPort {
  send(
    reference: string,
    command: RetentionUpdate,
    signature: string,
  ): Promise<RetentionEvent[] | Refusal | 'unreachable'>;
}

/** Where signed commands on a request for data go: its workflow, or a fake in specs. */
export interface DataRequestPort {
  send(
    reference: string,
    command: DataRequestUpdate,
    signature: string,
  ): Promise<DataRequestEvent[] | Refusal | 'unreachable'>;
}

/** Everything that the staff app stands on; made once at start-up. The class is its injection token. */
export abstract class Casework {
  abstract readonly databases: Databases;
  abstract readonly keyring: Keyring;
  abstract readonly settings: Pick<
    Settings,
    | 'dataDir'
    | 'isDemonstration'
    | 'databaseUrl'
    | 'caseworkUrl'
    | 'trustedProxyHops'
    | 'sessions'
    | 'secondFactorRoles'
    | 'identityProvider'
  >;
  abstract readonly time: Time;
  abstract readonly commands: CommandPort;
  abstract readonly protections: ProtectionPort;
  abstract readonly retention: RetentionPort;
  abstract readonly dataRequests: DataRequestPort;
  abstract readonly reader: CaseReader;
  abstract readonly tasks: TaskReader;
  /** Receives files and keeps them. */
  abstract readonly evidence: EvidenceRoom;
}

export const tokensOf = ({ keyring }: Casework): TokenOf => pseudonyms(keyring.secret('subjects-token'));
