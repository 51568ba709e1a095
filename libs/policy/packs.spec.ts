import { describe, expect, it } from '@jest/globals';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { projectPath } from '#settings/project-path.js';
import { PackInvalid } from './pack-error.js';
import { loadPack, loadPacks, packInForce } from './packs.js';
import { policyHash } from './policy-hash.js';

describe('packs', () => {
  const older = { ...samplePolicy, id: 'older', effectiveFrom: '2022-03-05' };
  const newer = { ...samplePolicy, id: 'newer', effectiveFrom: '2026-10-01' };

  it('come into force with the Bangkok day', () => {
    expect(packInForce([newer, older], '2026-09-30T16:59:59.999Z')?.id).toBe('older');
    expect(packInForce([newer, older], '2026-09-30T17:00:00.000Z')?.id).toBe('newer');
    expect(packInForce([newer, older], '2022-03-04T16:59:59.999Z')).toBeUndefined();
  });

  it('are read from their folder', () => {
    expect(loadPacks(projectPath('libs/policy/packs')).map(({ id }) => id)).toEqual(['trat-2565']);
  });

  it('that are not packs stop the process with every fault', () => {
    expect(() => loadPack(projectPath('package.json'))).toThrow(PackInvalid);
    expect(() => loadPack(projectPath('package.json'))).toThrow(/package\.json:1: agency: /);
  });
});

describe('a policy’s hash', () => {
  it('does not depend on the order in which its properties were written', () => {
    const turned = Object.fromEntries(
      Object.entries(samplePolicy).reverse(),
    ) as unknown as typeof samplePolicy;
    expect(policyHash(turned)).toBe(policyHash(samplePolicy));
    expect(policyHash(samplePolicy)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with the least of its rules', () => {
    const { officeHours } = samplePolicy.calendar;
    const later = { ...samplePolicy.calendar, officeHours: { ...officeHours, closesAtMinute: 991 } };
    expect(policyHash({ ...samplePolicy, calendar: later })).not.toBe(policyHash(samplePolicy));
  });
});
