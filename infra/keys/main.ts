import { openDatabases } from '#persistence/data-source.js';
import { readSettings } from '#settings/settings.js';
import { systemTime } from '#settings/time.js';
import { temporalClient } from '#temporal/client.js';
import { isSecret, KEY_NAMES, type KeyName } from '#vault/key-names.js';
import { openKeyring } from '#vault/keyring.js';
import { NEVER_ROTATED, retireKeys, rotateKeys, tellStatus } from './key-rotation.js';
import type { RotationDependencies } from './renewal.js';

const USAGE = 'npm run keys -- status | rotate <name|all> | retire <name|all>';
const ACTIONS = { status: tellStatus, rotate: rotateKeys, retire: retireKeys };

/** The keys that are meant. Throws one sentence for a name that is none, or whose key is never changed. */
function chosen(action: keyof typeof ACTIONS, name: string | undefined): KeyName[] {
  const known = KEY_NAMES.filter((one) => action !== 'rotate' || NEVER_ROTATED[one] === undefined);
  if (name === 'all' || (action === 'status' && name === undefined)) return known;
  const found = KEY_NAMES.find((one) => one === name);
  if (found === undefined) throw new Error(`${USAGE}\nNames: ${KEY_NAMES.join(', ')}.`);
  const reason = NEVER_ROTATED[found];
  if (action === 'rotate' && reason !== undefined) throw new Error(`${found} is not rotated: ${reason}.`);
  return [found];
}

try {
  const [action = '', name] = process.argv.slice(2);
  if (!(action in ACTIONS)) throw new Error(USAGE);
  const names = chosen(action as keyof typeof ACTIONS, name);
  const settings = readSettings();
  const held = KEY_NAMES.filter(
    (one) => isSecret(one) || !settings.keyService?.holders.includes(one as never),
  );
  const keyring = openKeyring(settings.keysDir, held, settings.keyService);
  const databases = await openDatabases(settings, 2);
  const client = temporalClient({ ...settings, codecKeys: () => keyring.secrets('codec') });
  try {
    const deps: RotationDependencies = {
      folders: { all: settings.keysDir, shares: settings.issueKeysTo ?? null },
      keyring,
      databases,
      time: systemTime(settings.timeOffsetFile),
      temporal: client,
      say: (line) => console.log(line),
    };
    await ACTIONS[action as keyof typeof ACTIONS](deps, names);
  } finally {
    await client.connection.close();
    await databases.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
