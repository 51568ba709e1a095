import { sign, verify, type KeyObject } from 'node:crypto';
import type { Command } from '#domain/complaint/command.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import type { Signer } from './key-names.js';
import type { Keyring } from './keyring.js';

const signed = (reference: string, command: Command): Buffer =>
  Buffer.from(canonicalJson({ reference, command }));

/**
 * Whose signature a command carries: complainants come through intake, what a linked case has to hear from the worker,
 * everybody else through casework.
 */
export function signerOf({ actor, name }: Command): Signer {
  if (actor.kind === 'complainant') return 'intake-signing';
  return name === 'take-exclusions' ? 'worker-signing' : 'casework-signing';
}

/** Ed25519 over the case's reference and the whole command, base64. */
export const signCommand = (key: KeyObject, reference: string, command: Command): string =>
  sign(null, signed(reference, command), key).toString('base64');

/** Whether the app that may speak for this actor signed this very command for this case, with any version of its key. */
export const verifyCommand = (
  { verifiers }: Pick<Keyring, 'verifiers'>,
  reference: string,
  command: Command,
  signature: string,
): boolean =>
  verifiers(signerOf(command)).some((key) =>
    verify(null, signed(reference, command), key, Buffer.from(signature, 'base64')),
  );
