import { sign, verify, type KeyObject } from 'node:crypto';
import type { Command } from '#domain/complaint/command.js';
import type { DataRequestCommand } from '#domain/data-request/data-request-command.js';
import type { ProtectionCommand } from '#domain/protection/protection-command.js';
import type { RetentionCommand } from '#domain/retention/retention-command.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import type { Signer } from './key-names.js';
import type { Keyring } from './keyring.js';

/** A command on a case or a request for data, or for a protected person: signed for the one that it names. */
type AnyCommand = Command | ProtectionCommand | RetentionCommand | DataRequestCommand;

const signed = (matter: string, command: AnyCommand): Buffer =>
  Buffer.from(canonicalJson({ reference: matter, command }));

const OF_THE_WORKER = ['take-exclusions', 'follow-case', 'find-personnel-action'];

/**
 * Whose signature a command carries: complainants, and whoever asks for the own data, come through intake, what one matter has to tell another comes from the
 * worker, everybody else through casework.
 */
export function signerOf({ actor, name }: { actor: AnyCommand['actor']; name: string }): Signer {
  if (actor.kind === 'complainant' || actor.kind === 'requester') return 'intake-signing';
  return OF_THE_WORKER.includes(name) ? 'worker-signing' : 'casework-signing';
}

/** Ed25519 over the case's reference, or the protection's name, and the whole command, base64. */
export const signCommand = (key: KeyObject, matter: string, command: AnyCommand): string =>
  sign(null, signed(matter, command), key).toString('base64');

/** Whether the app that may speak for this actor signed this very command for this case, with any version of its key. */
export const verifyCommand = (
  { verifiers }: Pick<Keyring, 'verifiers'>,
  matter: string,
  command: AnyCommand,
  signature: string,
): boolean =>
  verifiers(signerOf(command)).some((key) =>
    verify(null, signed(matter, command), key, Buffer.from(signature, 'base64')),
  );
