import { canonicalJson } from '#ledger/canonical-json.js';

/** The entries that name another case: the leader of this one. */
const LINKS: readonly string[] = ['LinkedToLeader', 'Unlinked'];
const WITHHELD = canonicalJson({ leader: null });

export const isLink = ({ type }: { type: string }): boolean => LINKS.includes(type);

/** Whether the leader was taken out of the entry before it was shown. */
export const isWithheld = (entry: { type: string; body: string }): boolean =>
  isLink(entry) && entry.body === WITHHELD;
