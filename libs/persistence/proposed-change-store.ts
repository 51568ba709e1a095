import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Role } from '#domain/policy/role.js';
import type { Relationship } from '#domain/routing/relationship.js';
import type { Instant } from '#domain/time/instant.js';
import type { Naming } from './former-naming-store.js';

/** That two members of staff are related, of whom `other` is the second by id. */
interface ProposedRelationship {
  other: string;
  relation: Relationship['kind'];
  degree: Relationship['degree'];
}

/** What waits for a second person: roles to be given, another e-mail address, name or post, a relationship, or that access begins anew. */
export type Proposal =
  | { kind: 'roles'; roles: Role[] }
  | { kind: 'email'; email: string }
  | ({ kind: 'naming' } & Naming)
  | ({ kind: 'relationship' } & ProposedRelationship)
  | { kind: 'reset' };

export type ProposedChange = Proposal & { id: string; staff: string; askedBy: string; askedAt: Instant };

interface Row {
  id: string;
  staff: string;
  kind: Proposal['kind'];
  roles: Role[] | null;
  email: string | null;
  details: Partial<Naming & ProposedRelationship> | null;
  askedBy: string;
  askedAt: Date;
}

const COLUMNS = `id, staff, kind, roles, email, details, asked_by AS "askedBy", asked_at AS "askedAt"`;

function toChange({ kind, roles, email, details, askedAt, ...row }: Row): ProposedChange {
  const asked = { ...row, askedAt: askedAt.toISOString() };
  if (kind === 'roles') return { ...asked, kind, roles: roles ?? [] };
  if (kind === 'naming')
    return { ...asked, kind, name: details?.name ?? '', position: details?.position ?? '' };
  if (kind === 'relationship') return { ...asked, kind, ...(details as ProposedRelationship) };
  return kind === 'email' ? { ...asked, kind, email: email ?? '' } : { ...asked, kind };
}

function detailsOf(proposal: Proposal): Row['details'] {
  if (proposal.kind === 'naming') return { name: proposal.name, position: proposal.position };
  if (proposal.kind !== 'relationship') return null;
  return { other: proposal.other, relation: proposal.relation, degree: proposal.degree };
}

/** What was proposed of this kind before for the person falls away, of relationships that to the same other one. */
export async function propose(
  manager: EntityManager,
  staff: string,
  proposal: Proposal,
  by: { askedBy: string; askedAt: Instant },
): Promise<void> {
  const details = detailsOf(proposal);
  await manager.query(
    `UPDATE proposed_change SET decided_by = $3, decided_at = $4, is_approved = false
     WHERE staff = $1 AND kind = $2 AND decided_at IS NULL
       AND details->>'other' IS NOT DISTINCT FROM $5 AND details->>'relation' IS NOT DISTINCT FROM $6`,
    [staff, proposal.kind, by.askedBy, by.askedAt, details?.other ?? null, details?.relation ?? null],
  );
  await manager.query(
    `INSERT INTO proposed_change (id, staff, kind, roles, email, details, asked_by, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      randomUUID(),
      staff,
      proposal.kind,
      proposal.kind === 'roles' ? proposal.roles : null,
      proposal.kind === 'email' ? proposal.email : null,
      details,
      by.askedBy,
      by.askedAt,
    ],
  );
}

/** What waits, the oldest first. */
export const listProposed = async (manager: EntityManager): Promise<ProposedChange[]> => {
  const rows: Row[] = await manager.query(
    `SELECT ${COLUMNS} FROM proposed_change WHERE decided_at IS NULL ORDER BY asked_at, id`,
  );
  return rows.map(toChange);
};

/** Decides what waits; null where there is no such thing, or somebody else was quicker. */
export async function decideProposed(
  manager: EntityManager,
  id: string,
  decision: { by: string; at: Instant; isApproved: boolean },
): Promise<ProposedChange | null> {
  const [rows] = await manager.query<[Row[], number]>(
    `UPDATE proposed_change SET decided_by = $2, decided_at = $3, is_approved = $4
     WHERE id::text = $1 AND decided_at IS NULL RETURNING ${COLUMNS}`,
    [id, decision.by, decision.at, decision.isApproved],
  );
  return rows[0] === undefined ? null : toChange(rows[0]);
}
