import type { Request, Response } from 'express';
import { Problem } from '#web/errors/problem.js';
import type { IntakeServices } from '../intake-services.js';
import { FilingQueue, QUEUE_LIMITS, type QueueLimits } from './filing-queue.js';
import { isWorkDone, WorkAndWait } from './work-and-wait.js';

/** About a second's work of a telephone. */
const BITS = 18;

/** Who may file now: everybody, unless far more is filed than usual. */
export class FilingTurns {
  private readonly queue: FilingQueue;
  private readonly passes: WorkAndWait;

  constructor({ usualFilingsPerMinute, keyring, time }: IntakeServices, limits: Partial<QueueLimits> = {}) {
    this.queue = new FilingQueue({ ...QUEUE_LIMITS, usualPerMinute: usualFilingsPerMinute, ...limits });
    this.passes = new WorkAndWait(() => keyring.secret('receipt-code'), BITS);
    this.now = () => Date.parse(time.now());
  }

  private readonly now: () => number;

  /** Milliseconds that a person at a page has to wait; 0: none. */
  waitOf(request: Request): number {
    return this.queue.turnOf(request.ip ?? '', this.now());
  }

  /**
   * For a page that keeps by itself what was typed: null to file now, else the ticket that files after so many seconds.
   */
  pageTurn(request: Request, ticket: string): { ticket: string; seconds: number } | null {
    const now = this.now();
    if (this.passes.redeem('ticket', ticket, now)) {
      this.countFiling();
      return null;
    }
    const wait = this.waitOf(request);
    return wait === 0
      ? null
      : { ticket: this.passes.issue('ticket', now + wait), seconds: Math.ceil(wait / 1_000) };
  }

  /**
   * Lets a program file, or throws `too-many-requests` with what lets it file: `Filing-Ticket`, to be sent again after
   * `Retry-After` seconds, or `Filing-Challenge`, to be sent again at once as `<challenge>.<nonce>` with `Filing-Work`.
   */
  demandTurn(request: Request, response: Response): void {
    const now = this.now();
    const { 'filing-ticket': ticket, 'filing-work': work } = request.headers;
    const hasWaited = typeof ticket === 'string' && this.passes.redeem('ticket', ticket, now);
    if (hasWaited || (typeof work === 'string' && this.hasWorked(work, now))) {
      this.countFiling();
      return;
    }
    const wait = this.waitOf(request);
    if (wait === 0) return;
    response.setHeader('Retry-After', Math.ceil(wait / 1_000));
    response.setHeader('Filing-Ticket', this.passes.issue('ticket', now + wait));
    response.setHeader(
      'Filing-Challenge',
      `${this.passes.issue('challenge', now)}; bits=${this.passes.bits}`,
    );
    throw new Problem('too-many-requests');
  }

  /** Counts a filing whose turn came after a wait: it is as much work as any other. */
  countFiling(): void {
    this.queue.count(this.now());
  }

  private hasWorked(work: string, now: number): boolean {
    const end = work.lastIndexOf('.');
    const [challenge, nonce] = [work.slice(0, end), work.slice(end + 1)];
    return isWorkDone(challenge, nonce, this.passes.bits) && this.passes.redeem('challenge', challenge, now);
  }
}
