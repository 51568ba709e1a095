import { Injectable } from '@nestjs/common';
import { renderSVG } from 'uqr';
import { transaction } from '#persistence/data-source.js';
import {
  countRecoveryCodes,
  enrolProposed,
  proposeSecret,
  readSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeStep,
} from '#persistence/second-factor-store.js';
import type { StaffRecord } from '#persistence/staff-store.js';
import { openSecondFactor, sealSecondFactor } from '#vault/second-factor-seal.js';
import { Casework } from '../../casework.js';
import { changeAccount, recordOfAccount, type Manager } from '../account-record.js';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** What the page shows for the app to take in. */
export interface Proposal {
  /** In groups of four. */
  secret: string;
  svg: string;
}

/** Second factors: secrets sealed under a key outside the database, each code accepted once, recovery codes as digests. */
@Injectable()
export class SecondFactors {
  constructor(private readonly casework: Casework) {}

  /** The secret to enrol, the same until it is enrolled. */
  async propose({ id, username }: StaffRecord): Promise<Proposal> {
    const { databases, settings, keyring } = this.casework;
    const { manager } = databases.main;
    const { proposed } = await readSecondFactor(manager, id);
    const secret = proposed === null ? newTotpSecret() : this.open(id, proposed);
    if (proposed === null)
      await proposeSecret(manager, id, sealSecondFactor(keyring.secret('account-secrets'), id, secret));
    // Short and in plain letters: a name in Thai would fill the picture.
    const issuer = new URL(settings.caseworkUrl).host;
    const svg = renderSVG(totpUri(secret, issuer, username), { border: 4, ecc: 'M' });
    return { secret: secret.replace(/(.{4})(?=.)/g, '$1 '), svg };
  }

  /** Enrols what was proposed when the code is its; returns the recovery codes, or null when it is not. */
  async enrol(staff: string, code: string): Promise<string[] | null> {
    const { main } = this.casework.databases;
    const now = this.casework.time.now();
    return transaction(main, async (manager) => {
      const { proposed } = await readSecondFactor(manager, staff);
      const step = proposed && stepOfCode(this.open(staff, proposed), code, now);
      if (step === null || !(await enrolProposed(manager, staff, step, now))) return null;
      await recordOfAccount(this.casework, manager, staff, { type: 'SecondFactorEnrolled' });
      return this.replaceCodes(manager, staff);
    });
  }

  /** Uses the code up, of the app or for recovery; false when it is none or was used. */
  async take(staff: string, code: string): Promise<boolean> {
    const { databases, time } = this.casework;
    const now = time.now();
    const { secret } = await readSecondFactor(databases.main.manager, staff);
    if (secret === null) return false;
    const opened = this.open(staff, secret);
    const step = stepOfCode(opened, code, now);
    if (step !== null) return takeStep(databases.main.manager, staff, step);
    const digest = recoveryDigest(opened, staff, code);
    return transaction(databases.main, async (manager) => {
      const isTaken = await takeRecoveryCode(manager, staff, digest, now);
      if (isTaken) await recordOfAccount(this.casework, manager, staff, { type: 'RecoveryCodeUsed' });
      return isTaken;
    });
  }

  codesLeft(staff: string): Promise<number> {
    return countRecoveryCodes(this.casework.databases.main.manager, staff);
  }

  /** New recovery codes in the place of all before. */
  renewCodes(staff: string): Promise<string[]> {
    return changeAccount(this.casework, staff, { type: 'RecoveryCodesRenewed' }, (manager) =>
      this.replaceCodes(manager, staff),
    );
  }

  remove(staff: string): Promise<void> {
    return changeAccount(this.casework, staff, { type: 'SecondFactorRemoved' }, (manager) =>
      removeSecondFactor(manager, staff),
    );
  }

  private async replaceCodes(manager: Manager, staff: string): Promise<string[]> {
    const { secret } = await readSecondFactor(manager, staff);
    if (secret === null) throw new Error('Recovery codes are of a second factor.');
    const opened = this.open(staff, secret);
    const codes = newRecoveryCodes();
    await replaceRecoveryCodes(
      manager,
      staff,
      codes.map((code) => recoveryDigest(opened, staff, code)),
    );
    return codes;
  }

  /** Also what an earlier version of the key sealed. */
  private open(staff: string, sealed: Buffer): string {
    return openSecondFactor(this.casework.keyring.secrets('account-secrets'), staff, sealed).secret;
  }
}
