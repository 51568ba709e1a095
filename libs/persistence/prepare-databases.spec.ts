import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { policyInForce, readPolicy } from './policy-store.js';
import { prepareDatabases } from './prepare-databases.js';
import { listUnits } from './unit-store.js';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases.close());

describe('preparing the databases', () => {
  it('loads the policy in force with its units', async () => {
    const { manager } = databases.main;
    const inForce = await policyInForce(manager, '2026-02-02T03:00:00.000Z');
    expect(await readPolicy(manager, inForce.hash)).toEqual(inForce.policy);
    const units = await listUnits(manager);
    expect(units.map(({ id }) => id)).toContain(inForce.policy.centralDeskUnit);
  });

  it('changes nothing when run again', async () => {
    const before = await listUnits(databases.main.manager);
    await prepareDatabases({ ...databases, policyFolder: projectPath('libs/policy/packs') });
    expect(await listUnits(databases.main.manager)).toEqual(before);
  });

  it('says in one sentence which database it cannot use', async () => {
    const url = new URL(databases.databaseUrl);
    url.username = 'nobody';
    await expect(
      prepareDatabases({
        ...databases,
        databaseUrl: url.href,
        policyFolder: projectPath('libs/policy/packs'),
      }),
    ).rejects.toThrow(/^The database test_.* cannot be used: .*Check DATABASE_URL\.$/);
  });
});
