import { type AddressTask, listAddressTasks } from '#persistence/address-task-store.js';
import type { Casework } from '../../casework.js';
import { rolesOf, type SignedIn } from '../../staff-access/signed-in.js';

/** An address that refuses mail, with the page where it is mended: none for a complainant's, which nobody may see. */
export interface RefusedAddress extends AddressTask {
  href: string | null;
}

export const isAdministrator = (signedIn: SignedIn): boolean => rolesOf(signedIn).includes('administrator');

/** Empty for everybody but administrators. */
export async function refusedAddresses(
  { databases }: Casework,
  signedIn: SignedIn,
): Promise<RefusedAddress[]> {
  if (!isAdministrator(signedIn)) return [];
  return (await listAddressTasks(databases.main.manager)).map((task) => ({
    ...task,
    href: task.staff === null ? null : `/administration/people/${task.staff}`,
  }));
}
