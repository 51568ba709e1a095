import { hkdf } from './hkdf.js';
import { openText, sealText } from './sealing.js';

const keyOf = (secret: Buffer): Buffer => hkdf(secret, '', 'second-factors');

/** A person's second factor, sealed under `account-secrets` and bound to the person. */
export const sealSecondFactor = (accountSecret: Buffer, staff: string, secret: string): Buffer =>
  sealText(keyOf(accountSecret), staff, secret);

/** The secret, and which of the key's versions (the current one is 0) opened it. Throws where none does. */
export function openSecondFactor(
  accountSecrets: readonly Buffer[],
  staff: string,
  sealed: Buffer,
): { secret: string; version: number } {
  for (const [version, accountSecret] of accountSecrets.entries())
    try {
      return { secret: openText(keyOf(accountSecret), staff, sealed), version };
    } catch {
      continue;
    }
  throw new Error('No version of the key account-secrets opens a second factor.');
}
