import type { LedgerEntry } from '#ledger/ledger.js';
import { textIdsOf } from '../wording/text-ids.js';

const GROUND_EVENTS = ['ConflictDeclared', 'ConflictFound', 'ExclusionLifted'];

/** Whether the entry's words say why somebody steps aside, or need not: a ground can tell who complained. */
export const tellsGround = ({ type }: Pick<LedgerEntry, 'type'>): boolean => GROUND_EVENTS.includes(type);

/** The ids of those words. */
export const groundTexts = (entries: readonly LedgerEntry[]): string[] =>
  entries.filter(tellsGround).flatMap(({ body }) => textIdsOf({ body: JSON.parse(body) as object }));
