import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { endSessionsOf } from '#persistence/access-sessions.js';
import { closeAddressTask, lockRecipient } from '#persistence/address-task-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import { rename } from '#persistence/former-naming-store.js';
import { propose, type Proposal } from '#persistence/proposed-change-store.js';
import { addStaff, changeStaff, type StaffRecord } from '#persistence/staff-store.js';
import type { Manager } from '../../accounts/account-record.js';
import { Casework, tokensOf } from '../../casework.js';
import { administer, recordAdministration } from '../administration-record.js';
import { Approvals, bodyOf, type Outcome } from '../approvals/approvals.service.js';
import { isNamingSensitive, sensitiveOf, sensitiveRolesGained } from '../approvals/sensitive-roles.js';
import { AccessToAccounts } from './access.service.js';
import type { changedPersonSchema, newPersonSchema } from './person.form.js';

export type NewPerson = z.output<typeof newPersonSchema>;
export type ChangedPerson = z.output<typeof changedPersonSchema>;

/** Adding and changing people: what one administrator may do alone is done, the rest is proposed. */
@Injectable()
export class PeopleChanges {
  constructor(
    private readonly casework: Casework,
    private readonly approvals: Approvals,
    private readonly access: AccessToAccounts,
  ) {}

  async add(by: string, { username: id, ...person }: NewPerson): Promise<Outcome> {
    const gained = sensitiveRolesGained(null, person);
    const isAlone = gained.length > 0 && (await this.approvals.isBeginning(by, id, gained));
    const waiting = isAlone ? [] : gained;
    const roles = person.roles.filter((role) => !waiting.includes(role));
    const { unit, personnelRegime, isActive } = person;
    const body = {
      staff: id,
      unit,
      roles,
      personnelRegime,
      isActive,
      ...(isAlone && { approval: 'nobody-yet' }),
    };
    await administer(this.casework, by, { type: 'StaffAdded', body }, async (within) => {
      const createdAt = this.casework.time.now();
      await addStaff(within, { ...person, id, username: id, roles, passwordHash: null, createdAt });
      await this.access.inviteWhoeverHasNone(within, id);
      if (waiting.length > 0) await this.propose(within, by, id, { kind: 'roles', roles: waiting });
    });
    return this.approvals.outcomeOf(waiting.length > 0 ? [{ askedBy: by, staff: id }] : []);
  }

  async change(by: string, before: StaffRecord, person: ChangedPerson): Promise<Outcome> {
    const { id } = before;
    const gained = sensitiveRolesGained(before, person);
    const isEmailNew = person.email !== before.email;
    // Whoever reads the mail of somebody with such a role could take the account over.
    const isEmailSensitive = isEmailNew && by !== id && sensitiveOf(before.roles).length > 0;
    const isNamed = person.name !== before.name || person.position !== before.position;
    const isAlone =
      (gained.length > 0 || isEmailSensitive || (isNamed && isNamingSensitive(before))) &&
      (await this.approvals.isBeginning(by, id, [...gained, ...sensitiveOf(before.roles)]));
    const waiting = isAlone ? [] : gained;
    const isEmailWaiting = isEmailSensitive && !isAlone;
    const isNamingWaiting = isNamed && isNamingSensitive(before) && !isAlone;
    const roles = person.roles.filter((role) => !waiting.includes(role));
    const naming = { name: person.name, position: person.position };
    const { name, position } = isNamingWaiting ? before : naming;
    const email = isEmailWaiting ? before.email : person.email;
    const { unit, personnelRegime, isActive } = person;
    const body = {
      ...{ staff: id, unit, roles, personnelRegime, isActive, isEmailNew: email !== before.email },
      ...{ isNameNew: name !== before.name, isPositionNew: position !== before.position },
      ...(isAlone && { approval: 'nobody-yet' }),
    };
    await administer(this.casework, by, { type: 'StaffChanged', body }, async (within) => {
      const now = this.casework.time.now();
      const recipient = staffRecipient(id);
      await lockRecipient(within, recipient);
      await rename(within, before, { name, position }, now);
      await changeStaff(within, id, { ...person, name, position, roles, email });
      if (!isActive) {
        await endSessionsOf(within, id, now);
        await this.access.withdraw(within, id);
        await closeAddressTask(within, recipient);
      } else if (email !== before.email) await this.access.followAddress(within, id);
      await this.access.inviteWhoeverHasNone(within, id);
      if (waiting.length > 0) await this.propose(within, by, id, { kind: 'roles', roles: waiting });
      if (isEmailWaiting) await this.propose(within, by, id, { kind: 'email', email: person.email });
      if (isNamingWaiting) await this.propose(within, by, id, { kind: 'naming', ...naming });
    });
    const isWaiting = waiting.length > 0 || isEmailWaiting || isNamingWaiting;
    return this.approvals.outcomeOf(isWaiting ? [{ askedBy: by, staff: id }] : []);
  }

  /** Access begins anew, at once or when a second person has approved. */
  async reset(by: string, { id, roles }: StaffRecord): Promise<Outcome> {
    const sensitive = sensitiveOf(roles);
    const isAlone = sensitive.length === 0 || (await this.approvals.isBeginning(by, id, sensitive));
    if (isAlone) {
      await administer(this.casework, by, { type: 'AccessReset', body: { staff: id } }, (within) =>
        this.access.reset(within, id),
      );
      return 'done';
    }
    const fact = {
      type: 'ChangeProposed',
      body: bodyOf({ staff: id, kind: 'reset', askedBy: by }, tokensOf(this.casework)),
    } as const;
    const asked = { askedBy: by, askedAt: this.casework.time.now() };
    await administer(this.casework, by, fact, (within) => propose(within, id, { kind: 'reset' }, asked));
    return this.approvals.outcomeOf([{ askedBy: by, staff: id }]);
  }

  private async propose(within: Manager, by: string, staff: string, proposal: Proposal): Promise<void> {
    const asked = { askedBy: by, askedAt: this.casework.time.now() };
    await propose(within, staff, proposal, asked);
    const body = bodyOf({ staff, ...proposal, askedBy: by }, tokensOf(this.casework));
    await recordAdministration(this.casework, within, by, { type: 'ChangeProposed', body });
  }
}
