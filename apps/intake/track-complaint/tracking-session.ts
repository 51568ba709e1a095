import { createHmac } from 'node:crypto';
import type { Request, Response } from 'express';
import { addMs } from '#domain/time/instant.js';
import { openText, sealText } from '#vault/sealing.js';
import { cookieName, cookieOptions } from '#web/security/cookies.js';
import type { IntakeServices } from '../intake-services.js';
import type { Receipt } from './track-complaint.js';

const LASTS_MS = 30 * 60_000;
const PLACE = 'tracking';

const keyFrom = (secret: Buffer): Buffer => createHmac('sha256', secret).update(PLACE).digest();

/** Remembers the receipt for half an hour of use, sealed in the visitor's own cookie; the server keeps nothing. */
export class TrackingSession {
  private readonly cookie: string;

  constructor(private readonly services: IntakeServices) {
    this.cookie = cookieName(PLACE, services.isSecure);
  }

  begin(response: Response, receipt: Receipt): void {
    const until = addMs(this.services.time.now(), LASTS_MS);
    const sealed = sealText(
      keyFrom(this.services.keyring.secret('receipt-code')),
      PLACE,
      JSON.stringify({ ...receipt, until }),
    );
    response.cookie(this.cookie, sealed.toString('base64url'), cookieOptions(this.services.isSecure));
  }

  /** The receipt, and half an hour more; null when there is none, or it is over. */
  read(request: Request, response: Response): Receipt | null {
    const text: unknown = (request.cookies as Record<string, unknown>)[this.cookie];
    if (typeof text !== 'string') return null;
    const opened = this.open(text);
    if (opened === null) return null;
    const { until, ...receipt } = JSON.parse(opened) as Receipt & { until: string };
    if (until < this.services.time.now()) return null;
    this.begin(response, receipt);
    return receipt;
  }

  /** Null when it was not sealed by us, or was altered. */
  private open(cookie: string): string | null {
    for (const secret of this.services.keyring.secrets('receipt-code'))
      try {
        return openText(keyFrom(secret), PLACE, Buffer.from(cookie, 'base64url'));
      } catch {
        // By another version of the key, perhaps.
      }
    return null;
  }

  end(response: Response): void {
    response.clearCookie(this.cookie, cookieOptions(this.services.isSecure));
  }
}
