import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '#domain/policy/policy.js';
import { dateOf, type Instant } from '#domain/time/instant.js';
import { PackInvalid } from './pack-error.js';
import { parsePack } from './parse-pack.js';

/** Reads one pack from disk; throws `PackInvalid` with every error in it. */
export function loadPack(file: string): Policy {
  const result = parsePack(readFileSync(file, 'utf8'), file);
  if (Array.isArray(result)) throw new PackInvalid(result);
  return result;
}

/** All packs (`*.yaml`) of a folder, in the order in which they came into force. Throws `PackInvalid`. */
export const loadPacks = (folder: string): Policy[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => loadPack(join(folder, name)))
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));

/** The pack whose rules hold on the Bangkok day of `at`: the last to come into force; undefined before the first. */
export const packInForce = <P extends Pick<Policy, 'effectiveFrom'>>(
  packs: readonly P[],
  at: Instant,
): P | undefined =>
  packs
    .filter(({ effectiveFrom }) => effectiveFrom <= dateOf(at))
    .reduce<P | undefined>(
      (last, pack) => (last && last.effectiveFrom > pack.effectiveFrom ? last : pack),
      undefined,
    );
