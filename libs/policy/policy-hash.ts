import { createHash } from 'node:crypto';
import type { Policy } from '#domain/policy/policy.js';

/** JSON with the keys of every object in order, so that equal values have equal text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** SHA-256 (hex) of the policy's canonical JSON: what a pack is known by. Comments and layout of the file do not count. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256').update(canonical(policy)).digest('hex');
