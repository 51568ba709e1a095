import { generateSecret, generateURI, verifySync } from 'otplib';
import { epochMs, type Instant } from '#domain/time/instant.js';

/** RFC 6238 as every app knows it: SHA-1, six digits, half a minute. */
const PERIOD_S = 30;

/** 160 bits, base32. */
export const newTotpSecret = (): string => generateSecret();

/** What the app reads from the QR code. */
export const totpUri = (secret: string, issuer: string, username: string): string =>
  generateURI({ issuer, label: username, secret });

/** The time step whose code this is, now or one step to either side; null: it is none. */
export function stepOfCode(secret: string, code: string, now: Instant): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const epoch = Math.floor(epochMs(now) / 1_000);
  const verified = verifySync({ secret, token, epoch, epochTolerance: PERIOD_S });
  return verified.valid && 'epoch' in verified ? Math.floor(verified.epoch / PERIOD_S) : null;
}
