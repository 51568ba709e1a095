import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchRun } from '../bench-run.js';

export async function storage(run: BenchRun): Promise<void> {
  const { report, database, stack, empty } = run;
  report.section('Storage');
  const filed = await run.count('SELECT count(*) FROM filing');
  await database.query('VACUUM');
  const { main, keys } = await run.databaseSizes();
  const kb = (size: number): string => `${(size / filed / 1000).toFixed(1)} kB`;
  report.add({ name: `complaints`, value: String(filed) });
  report.add({ name: 'main database a complaint', value: kb(main - empty.main) });
  report.add({ name: 'database of keys a complaint', value: kb(keys - empty.keys) });
  const temporal = await stat(join(stack.settings.dataDir, 'temporal', 'temporal.db')).catch(() => null);
  if (temporal !== null) report.add({ name: 'Temporal (SQLite) a complaint', value: kb(temporal.size) });
}
