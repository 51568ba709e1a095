import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { openDatabases, transaction } from '#persistence/data-source.js';
import { addStaff, listStaff } from '#persistence/staff-store.js';
import type { Settings } from '#settings/settings.js';
import { systemTime } from '#settings/time.js';
import { DEMONSTRATION_PEOPLE, demonstrationStaff } from './demonstration-people.js';

/** As DATA_DIR/demonstration-accounts.json lists them. */
export interface DemonstrationAccount {
  username: string;
  password: string;
  role: string;
  unit: string;
}

const accountsFile = (dataDir: string): string => join(dataDir, 'demonstration-accounts.json');

/** The accounts of this copy: passwords are made once, so that a start that was interrupted goes on with the same. */
function accountsIn(dataDir: string): DemonstrationAccount[] {
  const file = accountsFile(dataDir);
  if (!existsSync(file)) {
    const accounts = DEMONSTRATION_PEOPLE.map(({ id, role, unit }): DemonstrationAccount => {
      return { username: id, password: randomBytes(12).toString('base64url'), role, unit };
    });
    writeFileSync(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as DemonstrationAccount[];
}

/** Accounts of a demonstration that this data folder once was; they open nothing in production. */
export const demonstrationUsernames = (dataDir: string): string[] =>
  existsSync(accountsFile(dataDir)) ? accountsIn(dataDir).map(({ username }) => username) : [];

/** Fills an agency without staff with the people of the demonstration; otherwise does nothing. */
export async function seedDemonstration(settings: Settings): Promise<void> {
  const databases = await openDatabases(settings, 2);
  try {
    if ((await listStaff(databases.main.manager)).length > 0) return;
    const createdAt = systemTime(settings.timeOffsetFile).now();
    const passwords = new Map(
      accountsIn(settings.dataDir).map(({ username, password }) => [username, password]),
    );
    const staff = await Promise.all(
      DEMONSTRATION_PEOPLE.map(async (person) =>
        demonstrationStaff(person, { passwordHash: await hash(passwords.get(person.id) ?? ''), createdAt }),
      ),
    );
    await transaction(databases.main, async (manager) => {
      for (const member of staff) await addStaff(manager, member);
    });
  } finally {
    await databases.close();
  }
}
