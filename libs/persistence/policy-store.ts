import type { EntityManager } from 'typeorm';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import { packInForce } from '#policy/packs.js';
import { policyHash } from '#policy/policy-hash.js';

export interface PolicyRecord {
  hash: string;
  effectiveFrom: string;
  policy: Policy;
  loadedAt: Instant;
}

/** Packs are immutable and known by their hash, so one that was read once never changes. */
const read = new Map<string, Policy>();

/** Throws when the pack is not the one that its hash was taken of. */
function parsed(hash: string, content: string): Policy {
  const known = read.get(hash);
  if (known !== undefined) return known;
  const policy = JSON.parse(content) as Policy;
  if (policyHash(policy) !== hash) throw new Error(`The policy pack ${hash} was altered.`);
  read.set(hash, policy);
  return policy;
}

/** Keeps the pack for the cases filed under it; false when it is there already. */
export async function storePolicy(manager: EntityManager, policy: Policy, at: Instant): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `INSERT INTO policy_pack (hash, id, effective_from, content, loaded_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hash) DO NOTHING RETURNING hash`,
    [policyHash(policy), policy.id, policy.effectiveFrom, JSON.stringify(policy), at],
  );
  return rows.length > 0;
}

/** The pack under which a case was filed. Throws when the hash is unknown. */
export async function readPolicy(manager: EntityManager, hash: string): Promise<Policy> {
  const known = read.get(hash);
  if (known !== undefined) return known;
  const rows: { content: string }[] = await manager.query(`SELECT content FROM policy_pack WHERE hash = $1`, [
    hash,
  ]);
  if (rows[0] === undefined) throw new Error(`No policy pack has the hash ${hash}.`);
  return parsed(hash, rows[0].content);
}

/** All packs, the earliest to come into force first; of one day, the one loaded last comes last. */
export async function listPolicies(manager: EntityManager): Promise<PolicyRecord[]> {
  const rows: { hash: string; content: string; loaded_at: Date }[] = await manager.query(
    `SELECT hash, content, loaded_at FROM policy_pack ORDER BY effective_from, loaded_at, hash`,
  );
  return rows.map(({ hash, content, loaded_at }) => {
    const policy = parsed(hash, content);
    return { hash, effectiveFrom: policy.effectiveFrom, policy, loadedAt: loaded_at.toISOString() };
  });
}

/** The pack whose rules a complaint filed at `at` comes under. Throws when none is in force. */
export async function policyInForce(manager: EntityManager, at: Instant): Promise<PolicyRecord> {
  const inForce = packInForce(await listPolicies(manager), at);
  if (inForce === undefined) throw new Error(`No policy pack is in force at ${at}.`);
  return inForce;
}
