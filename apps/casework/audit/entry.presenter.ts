import type { Directory } from '#domain/routing/directory.js';
import type { LedgerEntry } from '#ledger/ledger.js';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { actorName, type Names } from '../staff-access/names.js';

/** What the pages of the ledger draw their words from. */
export interface EntryContext {
  names: Names;
  directory: Directory;
  locals: PageLocals;
}

/** What a ledger entry shows besides itself. */
interface EntryWords {
  when: string;
  /** The role that a member of staff has today, ahead of the name; the ledger keeps none. */
  by: string;
}

export function entryWords(
  { at, actor }: LedgerEntry,
  { names, directory, locals }: EntryContext,
): EntryWords {
  const { language, instant, t } = locals;
  const roles = directory.people.find(({ id }) => actor === `staff:${id}`)?.roles ?? [];
  const role = roles.map((one) => ROLE_WORDING[one][language]).join(', ');
  const name = actorName(actor, names, t);
  return { when: instant(at), by: role === '' ? name : `${role} · ${name}` };
}
