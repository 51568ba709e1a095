import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const LASTS_MS = 3_600_000;

/** Leading zero bits of a hash. */
function zeroBits(hash: Buffer): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}

/** Whether SHA-256 of `challenge.nonce` begins with so many zero bits. */
export const isWorkDone = (challenge: string, nonce: string, bits: number): boolean =>
  zeroBits(createHash('sha256').update(`${challenge}.${nonce}`).digest()) >= bits;

/**
 * Tickets that let a program file when their time has come, and challenges that let it file at once when it has worked
 * for that. Each serves once, for an hour; the server keeps only those that were used.
 */
export class WorkAndWait {
  private readonly used = new Map<string, number>();

  constructor(
    private readonly key: () => Buffer,
    readonly bits: number,
  ) {}

  /** Good from `from` (ms) on. */
  issue(kind: 'ticket' | 'challenge', from: number): string {
    const said = `${kind}.${from}.${randomBytes(9).toString('base64url')}`;
    return `${said}.${this.mac(said)}`;
  }

  /** Whether it is ours, its time has come, and nobody used it before; it is used up then. */
  redeem(kind: 'ticket' | 'challenge', token: string, now: number): boolean {
    for (const [one, until] of this.used) if (until < now) this.used.delete(one);
    const end = token.lastIndexOf('.');
    const [said, mac] = [token.slice(0, end), token.slice(end + 1)];
    const [its, from] = said.split('.');
    const [expected, given] = [Buffer.from(this.mac(said)), Buffer.from(mac)];
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    const at = Number(from);
    if (!isOurs || its !== kind || now < at || now > at + LASTS_MS || this.used.has(said)) return false;
    this.used.set(said, at + LASTS_MS);
    return true;
  }

  private mac(said: string): string {
    return createHmac('sha256', this.key()).update(`filing|${said}`).digest('base64url');
  }
}
