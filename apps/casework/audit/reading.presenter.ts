import type { LedgerEntry } from '#ledger/ledger.js';
import type { PageLocals } from '#web/page-locals.js';
import { actorName, type Names } from '../staff-access/names.js';
import { textKindName } from '../wording/text-kind.wording.js';

interface ShownReading {
  at: string;
  when: string;
  by: string;
  what: string;
}

/** Who read what and when, in words: each kind of text once, with how many of it were opened. */
export function showReading(
  { at, actor, body }: LedgerEntry,
  names: Names,
  { language, instant, t }: PageLocals,
): ShownReading {
  const { texts, identityRead, packageMade } = JSON.parse(body) as {
    texts: { kind: string }[];
    identityRead?: { access: number };
    packageMade?: { contents: number; sha256: string };
  };
  const under = [
    ...(identityRead === undefined ? [] : [t('readings.identity', identityRead)]),
    ...(packageMade === undefined ? [] : [t('readings.package', packageMade)]),
  ];
  const kinds = [...new Set(texts.map(({ kind }) => kind))];
  const counted = kinds.map((kind) => {
    const count = texts.filter((text) => text.kind === kind).length;
    return textKindName(kind, language) + (count > 1 ? ` (${count})` : '');
  });
  return { at, when: instant(at), by: actorName(actor, names, t), what: [...under, ...counted].join(', ') };
}
