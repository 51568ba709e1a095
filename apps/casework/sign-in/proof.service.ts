import { Injectable } from '@nestjs/common';
import type { StaffRecord } from '#persistence/staff-store.js';
import { SecondFactors } from '../accounts/second-factor/second-factors.service.js';
import { Casework } from '../casework.js';
import { FewAtOnce } from './few-at-once.js';
import { isPassword } from './passwords.js';
import { SignInDelay } from './sign-in-delay.js';
import { SignInPace } from './sign-in-pace.js';

export type Proof = { kind: 'right' } | { kind: 'wrong' } | { kind: 'wait'; seconds: number };

/**
 * Who shows to be somebody: by the password, by a code of the app, or by a recovery code. Guesses at any of them are
 * slowed down, for this account from this address, and from this address over all accounts. `address`: the caller's
 * network address, forgotten at once. Throws the problem `unavailable` while too many are being looked at.
 */
@Injectable()
export class ProofOfIdentity {
  private readonly delay = new SignInDelay();
  private readonly pace = new SignInPace();
  private readonly checks = new FewAtOnce();

  constructor(
    private readonly casework: Casework,
    private readonly secondFactors: SecondFactors,
  ) {}

  /** `passwordHash` null: there is no such account, or it has none; it takes as long. */
  password(username: string, passwordHash: string | null, password: string, address: string): Promise<Proof> {
    return this.tried(username, address, () => isPassword(passwordHash, password));
  }

  /** A right password does not make guessing codes quicker: they have a pace of their own. */
  code({ id, username }: StaffRecord, code: string, address: string): Promise<Proof> {
    return this.tried(`${username}\ncode`, address, () => this.secondFactors.take(id, code));
  }

  private tried(account: string, address: string, isRight: () => Promise<boolean>): Promise<Proof> {
    return this.checks.take(() => this.inTurn(account, address, isRight));
  }

  private async inTurn(account: string, address: string, isRight: () => Promise<boolean>): Promise<Proof> {
    const now = this.casework.time.now();
    const seconds = this.delay.secondsToWait(account, address, now) || this.pace.secondsToWait(address, now);
    if (seconds > 0) return { kind: 'wait', seconds };
    // Counted until it proves right, so that guesses sent at once wait for each other.
    this.delay.failed(account, address, now);
    if (!(await isRight())) return { kind: 'wrong' };
    this.delay.succeeded(account, address);
    this.pace.succeeded(address, now);
    return { kind: 'right' };
  }
}
