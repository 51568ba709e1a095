import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { recordedSettingsFile } from '#settings/settings.js';
import { StartRefusal } from './start-refusal.js';

type Recorded = Record<string, string>;

function recorded(dataDir: string): Recorded {
  const file = recordedSettingsFile(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded) : {};
}

/** Keeps what tools started beside the stack need to find it; the file holds passwords. */
export function record(dataDir: string, settings: Recorded): void {
  const all = { ...recorded(dataDir), ...settings };
  writeFileSync(recordedSettingsFile(dataDir), `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Whether this data folder is a demonstration: chosen at its first start (a demonstration unless DEMONSTRATION=false)
 * and never changed, so that no demonstration account reaches real complaints.
 */
export function chooseDemonstration(dataDir: string, wish: string | undefined): 'true' | 'false' {
  const wanted =
    wish === undefined || wish === '' ? undefined : wish === 'true' || wish === '1' ? 'true' : 'false';
  const before = recorded(dataDir)['DEMONSTRATION'];
  if (before === undefined) {
    const chosen = wanted ?? 'true';
    record(dataDir, { DEMONSTRATION: chosen });
    return chosen;
  }
  if (wanted !== undefined && wanted !== before) {
    throw new StartRefusal(
      `${dataDir} was first started with DEMONSTRATION=${before} and stays so: choose another DATA_DIR.`,
    );
  }
  return before === 'true' ? 'true' : 'false';
}
