import { type Databases, transaction } from '#persistence/data-source.js';
import { markPersonnelActionsSeen, takeUnseenPersonnelActions } from '#persistence/personnel-action-store.js';
import { goingProtectionsOfStaff } from '#persistence/protection-store.js';
import { Recurring } from '#settings/recurring.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { protectedStaffToken } from '#vault/protected-staff-token.js';
import { leaveForProtection } from '../leave-word.js';

const EVERY_MS = 5_000;
const BATCH = 200;

/**
 * Looks which personnel actions were taken on people who are protected, and has each examined. Only the worker can tell
 * whose they are: whoever recorded them learns nothing.
 */
export class PersonnelActionFinder extends Recurring {
  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
    private readonly time: Time,
    everyMs = EVERY_MS,
  ) {
    super(everyMs);
  }

  protected async work(): Promise<void> {
    while ((await this.lookAtSome()) === BATCH);
  }

  /** How many were looked at. */
  lookAtSome(): Promise<number> {
    const key = this.keyring.secret('protected-staff');
    return transaction(this.databases.main, async (manager) => {
      const at = this.time.now();
      const actions = await takeUnseenPersonnelActions(manager, BATCH);
      const going = actions.length === 0 ? [] : await goingProtectionsOfStaff(manager);
      for (const { id, staff, kind, takenOn } of actions)
        for (const one of going.filter(
          ({ id: its, token }) => token === protectedStaffToken(key, staff, its),
        ))
          await leaveForProtection({ manager, keyring: this.keyring, at }, one, 'find-personnel-action', {
            kind,
            on: takenOn,
            record: id,
          });
      await markPersonnelActionsSeen(
        manager,
        actions.map(({ id }) => id),
        at,
      );
      return actions.length;
    });
  }
}
