import { Injectable } from '@nestjs/common';
import { transaction } from '#persistence/data-source.js';
import { propose } from '#persistence/proposed-change-store.js';
import { saveRelationships, type StaffRelationship } from '#persistence/relationship-store.js';
import { listStaff } from '#persistence/staff-store.js';
import { Casework, tokensOf } from '../../casework.js';
import { recordAdministration } from '../administration-record.js';
import { Approvals, bodyOf, type Outcome } from '../approvals/approvals.service.js';
import { isRelationshipSensitive } from '../approvals/sensitive-roles.js';

/** Recording who is related to whom: what one administrator may do alone is done, the rest is proposed. */
@Injectable()
export class RelationshipChanges {
  constructor(
    private readonly casework: Casework,
    private readonly approvals: Approvals,
  ) {}

  /** Records them, or has those of whoever watches over cases wait. */
  async record(by: string, relationships: readonly StaffRelationship[]): Promise<Outcome> {
    const { main } = this.casework.databases;
    const rolesOf = new Map((await listStaff(main.manager)).map(({ id, roles }) => [id, roles]));
    const waiting: StaffRelationship[] = [];
    const done: StaffRelationship[] = [];
    for (const one of relationships) {
      const isSensitive = isRelationshipSensitive([one.staff, one.other].map((id) => rolesOf.get(id) ?? []));
      (isSensitive && !(await this.isBeginning(by, one)) ? waiting : done).push(one);
    }
    const tokenOf = tokensOf(this.casework);
    await transaction(main, async (manager) => {
      await saveRelationships(manager, done, by);
      const pairs = done.map(({ staff, other }) => [staff, other].map((one) => tokenOf('person', one)));
      const recorded = { type: 'RelationshipsRecorded', body: { count: done.length, pairs } } as const;
      if (done.length > 0) await recordAdministration(this.casework, manager, by, recorded);
      for (const one of waiting) {
        const [staff, other] = [one.staff, one.other].sort() as [string, string];
        const proposal = { kind: 'relationship', other, relation: one.kind, degree: one.degree } as const;
        await propose(manager, staff, proposal, { askedBy: by, askedAt: this.casework.time.now() });
        const body = bodyOf({ staff, ...proposal, askedBy: by }, tokenOf);
        await recordAdministration(this.casework, manager, by, { type: 'ChangeProposed', body });
      }
    });
    return this.approvals.outcomeOf(waiting.map(({ staff, other }) => ({ askedBy: by, staff, other })));
  }

  private async isBeginning(by: string, { staff, other }: StaffRelationship): Promise<boolean> {
    return by !== other && (await this.approvals.isBeginning(by, staff, []));
  }
}
