import { Injectable } from '@nestjs/common';
import { appendFact } from '#persistence/ledger-store.js';
import { transaction } from '#persistence/data-source.js';
import { findStaffByUsername, type StaffRecord } from '#persistence/staff-store.js';
import { ACCOUNTS } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { hasControlCharacters } from '#web/input/plain-text.schema.js';
import { Casework } from '../casework.js';
import { demonstrationAccounts } from './demonstration-accounts.js';
import { isPassword } from './passwords.js';
import { SignInDelay } from './sign-in-delay.js';

export type SignInOutcome =
  { kind: 'signed-in'; staff: StaffRecord } | { kind: 'wrong' } | { kind: 'wait'; seconds: number };

export type Confirmation = { kind: 'confirmed' } | { kind: 'wrong' } | { kind: 'wait'; seconds: number };

@Injectable()
export class SignInService {
  private readonly delay = new SignInDelay();

  constructor(private readonly casework: Casework) {}

  /** `address`: the caller's network address, forgotten at once. Demonstration accounts exist in that mode only. */
  async signIn(username: string, password: string, address: string): Promise<SignInOutcome> {
    const { databases, time } = this.casework;
    const now = time.now();
    const seconds = this.delay.secondsToWait(username, address, now);
    if (seconds > 0) return { kind: 'wait', seconds };
    const staff = hasControlCharacters(username)
      ? null
      : await findStaffByUsername(databases.main.manager, username);
    const isUsable = staff !== null && staff.isActive && !this.isForTryingOutOnly(username);
    const isRight = await isPassword(isUsable ? staff.passwordHash : null, password);
    if (staff === null || !isRight) {
      this.delay.failed(username, address, now);
      return { kind: 'wrong' };
    }
    this.delay.succeeded(username, address);
    await this.record('SignedIn', staff.id);
    return { kind: 'signed-in', staff };
  }

  /** The signed-in person's password once more; wrong ones are slowed down like those of signing in. */
  async confirm(
    { id, username, passwordHash }: StaffRecord,
    password: string,
    address: string,
  ): Promise<Confirmation> {
    const now = this.casework.time.now();
    const seconds = this.delay.secondsToWait(username, address, now);
    if (seconds > 0) return { kind: 'wait', seconds };
    if (!(await isPassword(passwordHash, password))) {
      this.delay.failed(username, address, now);
      return { kind: 'wrong' };
    }
    this.delay.succeeded(username, address);
    await this.record('IdentityConfirmed', id);
    return { kind: 'confirmed' };
  }

  /** Passwords that a page once showed to anybody open nothing in production. */
  private isForTryingOutOnly(username: string): boolean {
    const { isDemonstration, dataDir } = this.casework.settings;
    return (
      !isDemonstration && demonstrationAccounts(dataDir).some((account) => account.username === username)
    );
  }

  async record(type: 'SignedIn' | 'SignedOut' | 'IdentityConfirmed', staff: string): Promise<void> {
    const { databases, keyring, time } = this.casework;
    const entry = { type, schemaVersion: 1, at: time.now(), actor: `staff:${staff}`, body: {} };
    await transaction(databases.main, (manager) => appendFact(manager, ACCOUNTS, entry, ledgerSeal(keyring)));
  }
}
