import { Injectable } from '@nestjs/common';
import type { Role } from '#domain/policy/role.js';
import { hasAnybodyElseActedAs, peopleWithAccess } from '#persistence/account-state.js';
import { lockRecipient } from '#persistence/address-task-store.js';
import { rename } from '#persistence/former-naming-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import {
  decideProposed,
  listProposed,
  type Proposal,
  type ProposedChange,
} from '#persistence/proposed-change-store.js';
import { saveRelationships } from '#persistence/relationship-store.js';
import { changeStaff, findStaff, listStaff } from '#persistence/staff-store.js';
import { Problem } from '#web/errors/problem.js';
import type { Manager } from '../../accounts/account-record.js';
import type { TokenOf } from '#vault/pseudonym.js';
import { Casework, tokensOf } from '../../casework.js';
import { administer } from '../administration-record.js';
import { AccessToAccounts } from '../people/access.service.js';
import { APPROVING_ROLES, approversOf, mayBeginWith } from './sensitive-roles.js';

/** What waits, and who may decide it now. */
export interface Waiting {
  change: ProposedChange;
  approvers: string[];
}

/** What becomes of a change: done, or part of it waits for a second person, who may not be there yet. */
export type Outcome = 'done' | 'waits' | 'hasNobody';

type Asked = { askedBy: string; staff: string; other?: string };

/** Changes that need a second person: who that may be, and what happens when it has decided. */
@Injectable()
export class Approvals {
  constructor(
    private readonly casework: Casework,
    private readonly access: AccessToAccounts,
  ) {}

  async waiting(): Promise<Waiting[]> {
    const { manager } = this.casework.databases.main;
    const people = await this.peopleAble(manager);
    return (await listProposed(manager)).map((change) => ({
      change,
      approvers: approversOf(people, change),
    }));
  }

  /**
   * Whether the first administrator may do it alone: for somebody else, as long as nobody who could approve has ever been
   * there, and only to bring such a person. Afterwards never again, also when all of them were taken away.
   */
  async isBeginning(askedBy: string, staff: string, roles: readonly Role[]): Promise<boolean> {
    const { manager } = this.casework.databases.main;
    if (askedBy === staff || !mayBeginWith(roles)) return false;
    if (approversOf(await this.peopleAble(manager), { askedBy, staff }).length > 0) return false;
    return !(await hasAnybodyElseActedAs(manager, askedBy, APPROVING_ROLES));
  }

  /** What becomes of a change of which these parts wait. */
  async outcomeOf(waiting: readonly Asked[]): Promise<Outcome> {
    if (waiting.length === 0) return 'done';
    const people = await this.peopleAble(this.casework.databases.main.manager);
    return waiting.every((one) => approversOf(people, one).length > 0) ? 'waits' : 'hasNobody';
  }

  async approve(by: string, id: string): Promise<void> {
    const { change } = await this.waitingFor(id, ({ approvers }) => approvers.includes(by));
    await administer(
      this.casework,
      by,
      { type: 'ChangeApproved', body: bodyOf(change, tokensOf(this.casework)) },
      async (within) => {
        await this.decide(within, by, id, true);
        await this.carryOut(within, change);
      },
    );
  }

  /** Whoever asked may take it back as well. */
  async refuse(by: string, id: string): Promise<void> {
    const { change } = await this.waitingFor(
      id,
      ({ approvers, change: { askedBy } }) => approvers.includes(by) || askedBy === by,
    );
    await administer(
      this.casework,
      by,
      { type: 'ChangeRefused', body: bodyOf(change, tokensOf(this.casework)) },
      (within) => this.decide(within, by, id, false),
    );
  }

  private async waitingFor(id: string, mayDecide: (waiting: Waiting) => boolean): Promise<Waiting> {
    const found = (await this.waiting()).find(({ change }) => change.id === id);
    if (found === undefined) throw new Problem('not-found');
    if (!mayDecide(found)) throw new Problem('forbidden');
    return found;
  }

  private async decide(manager: Manager, by: string, id: string, isApproved: boolean): Promise<void> {
    const at = this.casework.time.now();
    if ((await decideProposed(manager, id, { by, at, isApproved })) === null) throw new Problem('not-found');
  }

  private async carryOut(manager: Manager, change: ProposedChange): Promise<void> {
    const { staff } = change;
    const person = await findStaff(manager, staff);
    if (person === null) throw new Problem('not-found');
    switch (change.kind) {
      case 'roles':
        await changeStaff(manager, staff, { roles: [...new Set([...person.roles, ...change.roles])] });
        return this.access.inviteWhoeverHasNone(manager, staff);
      case 'email':
        await lockRecipient(manager, staffRecipient(staff));
        await changeStaff(manager, staff, { email: change.email });
        return this.access.followAddress(manager, staff);
      case 'naming':
        return rename(manager, person, change, this.casework.time.now());
      case 'relationship': {
        const { other, relation, degree, askedBy } = change;
        return saveRelationships(manager, [{ staff, other, kind: relation, degree }], askedBy);
      }
      case 'reset':
        return this.access.reset(manager, staff);
    }
  }

  private async peopleAble(manager: Manager): ReturnType<typeof listStaff> {
    const able = await peopleWithAccess(manager);
    return (await listStaff(manager)).filter(({ id }) => able.includes(id));
  }
}

/** Without address, name and post, which are personal; of a relationship only by tokens whose it is, and not which. */
export function bodyOf(
  change: Proposal & Pick<ProposedChange, 'staff' | 'askedBy'>,
  tokenOf: TokenOf,
): Record<string, unknown> {
  const { staff, kind, askedBy } = change;
  if (kind === 'relationship')
    return { kind, askedBy, persons: [staff, change.other].map((one) => tokenOf('person', one)) };
  return { staff, kind, askedBy, ...(kind === 'roles' && { roles: change.roles }) };
}
