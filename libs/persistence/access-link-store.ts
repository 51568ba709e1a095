import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import { ADMINISTRATION } from '#ledger/ledger.js';
import { enqueueMail } from './mail-outbox-store.js';

/** What a link lets its holder do once: become the first administrator, or choose a password for an account. */
export type LinkKind = 'first-administrator' | 'invitation' | 'reset';

export interface NewAccessLink {
  kind: LinkKind;
  /** Whose account it opens; null: the first administrator, who has none yet. */
  staff: string | null;
  /** SHA-256 of the token, which itself is kept nowhere in clear. */
  digest: Buffer;
  /** The token as the mailer alone can open it; null where it is not mailed. */
  sealed: { keyId: string; sealed: Buffer } | null;
  createdAt: Instant;
  expiresAt: Instant;
}

export interface AccessLink {
  id: string;
  kind: LinkKind;
  staff: string | null;
  expiresAt: Instant;
}

const COLUMNS = `id, kind, staff, expires_at AS "expiresAt"`;
type Row = Omit<AccessLink, 'expiresAt'> & { expiresAt: Date };
const toLink = ({ expiresAt, ...row }: Row): AccessLink => ({ ...row, expiresAt: expiresAt.toISOString() });

/** Makes the link; an earlier one of the same person is worth nothing any more. */
export async function openAccessLink(manager: EntityManager, link: NewAccessLink): Promise<string> {
  const { kind, staff, digest, sealed, createdAt, expiresAt } = link;
  await closeAccessLinks(manager, staff, createdAt);
  const id = randomUUID();
  await manager.query(
    `INSERT INTO access_link (id, kind, staff, digest, key_id, sealed, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, kind, staff, digest, sealed?.keyId ?? null, sealed?.sealed ?? null, createdAt, expiresAt],
  );
  return id;
}

/** Queues the mail that brings a person the link. The row names the link, not its token. */
export const mailAccessLink = (
  manager: EntityManager,
  staff: string,
  id: string,
  link: Pick<NewAccessLink, 'kind' | 'createdAt' | 'expiresAt'>,
): Promise<void> => {
  const template = link.kind === 'reset' ? 'access-reset' : 'invitation';
  const params = { accessLink: id, dueAt: link.expiresAt };
  const notification = { to: { kind: 'staff', id: staff } as const, template, params, seq: 0 };
  return enqueueMail(manager, ADMINISTRATION, [notification], link.createdAt);
};

/** Used or withdrawn: nobody opens it any more, and its token is forgotten. False when there was none. */
export async function closeAccessLinks(
  manager: EntityManager,
  staff: string | null,
  at: Instant,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `UPDATE access_link SET closed_at = $2, sealed = NULL
     WHERE staff IS NOT DISTINCT FROM $1 AND closed_at IS NULL RETURNING id`,
    [staff, at],
  );
  return rows.length > 0;
}

/** The link of that token that is good at that moment. */
export async function findAccessLink(
  manager: EntityManager,
  digest: Buffer,
  at: Instant,
): Promise<AccessLink | null> {
  const rows: Row[] = await manager.query(
    `SELECT ${COLUMNS} FROM access_link WHERE digest = $1 AND closed_at IS NULL AND expires_at > $2`,
    [digest, at],
  );
  return rows[0] === undefined ? null : toLink(rows[0]);
}

/** Uses the link up; null where it is not good, or somebody else was quicker. */
export async function takeAccessLink(
  manager: EntityManager,
  digest: Buffer,
  at: Instant,
): Promise<AccessLink | null> {
  const [rows] = await manager.query<[Row[], number]>(
    `UPDATE access_link SET closed_at = $2, sealed = NULL
     WHERE digest = $1 AND closed_at IS NULL AND expires_at > $2 RETURNING ${COLUMNS}`,
    [digest, at],
  );
  return rows[0] === undefined ? null : toLink(rows[0]);
}

/** The person's link that is not used yet, also one that has expired. */
export async function openLinkOf(manager: EntityManager, staff: string): Promise<AccessLink | null> {
  const rows: Row[] = await manager.query(
    `SELECT ${COLUMNS} FROM access_link WHERE staff = $1 AND closed_at IS NULL`,
    [staff],
  );
  return rows[0] === undefined ? null : toLink(rows[0]);
}

/** The sealed token of a link that is still good; null where the mail has nothing to bring. */
export async function readSealedToken(
  manager: EntityManager,
  id: string,
  at: Instant,
): Promise<{ keyId: string; sealed: Buffer } | null> {
  const rows: { keyId: string; sealed: Buffer }[] = await manager.query(
    `SELECT key_id AS "keyId", sealed FROM access_link
     WHERE id = $1 AND closed_at IS NULL AND expires_at > $2 AND sealed IS NOT NULL`,
    [id, at],
  );
  return rows[0] ?? null;
}

/** How many links on their way to somebody are sealed to another of the mailer's keys. */
export async function countLinksSealedToEarlier(
  manager: EntityManager,
  keyId: string,
  at: Instant,
): Promise<number> {
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*)::int AS count FROM access_link
     WHERE closed_at IS NULL AND expires_at > $2 AND sealed IS NOT NULL AND key_id <> $1`,
    [keyId, at],
  );
  return rows[0]?.count ?? 0;
}
