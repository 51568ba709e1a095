import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { saveDraft } from '#persistence/draft-store.js';
import { testDatabases, type TestDatabases } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { intakeStage } from '../intake.stage.js';
import { DraftRemoval } from './draft-removal.js';

const NOW = '2026-11-24T02:00:00.000Z';

describe('a draft that nobody comes back to', () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await testDatabases();
  });
  afterAll(() => databases.close());

  const left = async (id: string, hoursAgo: number): Promise<void> =>
    saveDraft(databases.main.manager, {
      id,
      sealed: Buffer.from(id),
      updatedAt: addMs(NOW, -hoursAgo * HOUR_MS),
    });
  const kept = async (): Promise<string[]> => {
    const rows: { id: string }[] = await databases.main.query('SELECT id FROM draft ORDER BY id');
    return rows.map(({ id }) => id);
  };

  it('is deleted within a day without any other visitor, from the start of the site on', async () => {
    await left('an hour ago', 1);
    await left('nearly a day ago', 23.01);
    await left('last week', 150);
    const { app } = await intakeStage(NOW, databases);
    await until(async () => (await kept()).length === 1);
    expect(await kept()).toEqual(['an hour ago']);

    await left('while the site was running', 24);
    await app.get(DraftRemoval).work();
    expect(await kept()).toEqual(['an hour ago']);
    await app.close();
  });
});
