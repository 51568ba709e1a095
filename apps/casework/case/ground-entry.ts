import type { LedgerEntry } from '#ledger/ledger.js';
import { textIdsOf } from '../wording/text-ids.js';

/** Whether the entry's words say why somebody steps aside. */
export const tellsGround = ({ type }: Pick<LedgerEntry, 'type'>): boolean =>
  type === 'ConflictDeclared' || type === 'ConflictFound';

/** The ids of those words. */
export const groundTexts = (entries: readonly LedgerEntry[]): string[] =>
  entries.filter(tellsGround).flatMap(({ body }) => textIdsOf({ body: JSON.parse(body) as object }));
