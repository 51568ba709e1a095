import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { readAccountState } from '#persistence/account-state.js';
import { findStaffByUsername, type StaffRecord } from '#persistence/staff-store.js';
import { hasControlCharacters } from '#web/input/plain-text.schema.js';
import { changeAccount } from '../accounts/account-record.js';
import { Casework } from '../casework.js';
import { askForCode, type Arrival } from './code-asked.js';
import { isForTryingOutOnly } from './demonstration-accounts.js';
import { openPageSession, savePageSession } from './page-session.js';
import { ProofOfIdentity, type Proof } from './proof.service.js';

type NotProved = Exclude<Proof, { kind: 'right' }>;

/** `code-needed`: the password is right, and the account has a second factor. */
export type SignInOutcome = { kind: 'right' | 'code-needed'; staff: StaffRecord } | NotProved;
export type Confirmation = { kind: 'right' | 'code-needed' } | NotProved;

@Injectable()
export class SignInService {
  constructor(
    private readonly casework: Casework,
    private readonly proof: ProofOfIdentity,
  ) {}

  /** The first step. Demonstration accounts exist in that mode only. */
  async signIn(username: string, password: string, address: string): Promise<SignInOutcome> {
    const { manager } = this.casework.databases.main;
    const staff = hasControlCharacters(username) ? null : await findStaffByUsername(manager, username);
    const isUsable = staff !== null && this.mayBeUsed(staff);
    const hash = isUsable ? staff.passwordHash : null;
    const proof = await this.proof.password(username, hash, password, address);
    if (proof.kind !== 'right') return proof;
    if (staff === null) return { kind: 'wrong' };
    return { kind: (await this.hasSecondFactor(staff)) ? 'code-needed' : 'right', staff };
  }

  /** Lets somebody in who has shown one thing, or asks for the code first; returns where the browser goes. */
  async arrive(request: Request, arrival: Arrival, isToShowCode: boolean): Promise<string> {
    const now = this.casework.time.now();
    if (isToShowCode) {
      await askForCode(request, arrival, now);
      return '/sign-in/code';
    }
    const { staff, to, confirming, isProvedByProvider, isFresh } = arrival;
    if (confirming !== null && request.session.staff === staff) {
      if (isFresh) request.session.confirmedAt = now;
      delete request.session.codeAsked;
      await savePageSession(request);
      await this.record('IdentityConfirmed', staff);
    } else {
      await openPageSession(request, staff, now, { isProvedByProvider, isFresh });
      await this.record('SignedIn', staff);
    }
    return to;
  }

  /** The second step: a code of the app, or a recovery code. */
  code(staff: StaffRecord, code: string, address: string): Promise<Proof> {
    return this.proof.code(staff, code, address);
  }

  /** The signed-in person once more, by the password and, where there is a second factor, a code. */
  async confirm(
    staff: StaffRecord,
    given: { password: string; code: string },
    address: string,
  ): Promise<Confirmation> {
    const { username, passwordHash } = staff;
    const byPassword = await this.proof.password(username, passwordHash, given.password, address);
    if (byPassword.kind !== 'right') return byPassword;
    if (await this.hasSecondFactor(staff)) {
      if (given.code.trim() === '') return { kind: 'code-needed' };
      const byCode = await this.proof.code(staff, given.code, address);
      if (byCode.kind !== 'right') return byCode;
    }
    await this.record('IdentityConfirmed', staff.id);
    return { kind: 'right' };
  }

  /** Passwords that a page once showed to anybody open nothing in production. */
  mayBeUsed({ isActive, username }: StaffRecord): boolean {
    return isActive && !isForTryingOutOnly(this.casework.settings, username);
  }

  record(type: 'SignedIn' | 'SignedOut' | 'IdentityConfirmed', staff: string): Promise<void> {
    return changeAccount(this.casework, staff, { type }, async () => undefined);
  }

  private async hasSecondFactor({ id }: StaffRecord): Promise<boolean> {
    return (await readAccountState(this.casework.databases.main.manager, id)).hasSecondFactor;
  }
}
