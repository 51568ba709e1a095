import { createHash } from 'node:crypto';
import type { Policy } from '#domain/policy/policy.js';
import { canonicalJson } from '#ledger/canonical-json.js';

/** SHA-256 (hex) of the policy's canonical JSON: what a pack is known by. Comments and layout of the file do not count. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256').update(canonicalJson(policy)).digest('hex');
