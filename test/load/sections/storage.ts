import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchRun } from '../bench-run.js';

/** In bytes. */
export interface DatabaseSizes {
  main: number;
  keys: number;
}

export const databaseSizes = async (run: BenchRun): Promise<DatabaseSizes> => ({
  main: await run.count('SELECT pg_database_size(current_database()) AS count'),
  keys: await run.count(`SELECT pg_database_size(current_database() || '_keys') AS count`),
});

/** `empty`: the sizes before anything was filed. */
export async function storage(run: BenchRun, empty: DatabaseSizes): Promise<void> {
  const { report, database, stack } = run;
  report.section('Storage');
  const filed = await run.count('SELECT count(*) FROM filing');
  await database.query('VACUUM');
  const { main, keys } = await databaseSizes(run);
  const kb = (size: number): string => `${(size / filed / 1000).toFixed(1)} kB`;
  report.add({ name: `complaints`, value: String(filed) });
  report.add({ name: 'main database a complaint', value: kb(main - empty.main) });
  report.add({ name: 'database of keys a complaint', value: kb(keys - empty.keys) });
  const temporal = await stat(join(stack.settings.dataDir, 'temporal', 'temporal.db')).catch(() => null);
  if (temporal !== null) report.add({ name: 'Temporal (SQLite) a complaint', value: kb(temporal.size) });
}
