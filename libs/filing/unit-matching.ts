import type { Accused } from './complaint-input.js';
import { type KnownNames, standing } from './known-names.js';
import { joined } from './thai-spelling.js';

/** Fewer letters are no part of a unit's name. */
const SHORTEST = 6;
/** What stands in the names of more units than these, as กลุ่มงาน does, names none of them. */
const MOST = 2;

/** The units of which the text is a name, or a part of a name. */
function unitsCalled(text: string, { units }: KnownNames): (string | null)[] {
  const exact = units.get(text);
  if (text === '' || exact !== undefined) return exact === undefined ? [] : [exact];
  if (text.length < SHORTEST) return [];
  const around = new Set([...units].filter(([name]) => name.includes(text)).map(([, id]) => id));
  return around.size > MOST ? [] : [...around];
}

/** The ids of the units that an entry of the accused names; never the agency itself. */
export function unitsNamed({ name = '', position = '', unit = '' }: Accused, known: KnownNames): string[] {
  const ids = new Set(unitsCalled(joined(unit), known));
  if (ids.size === 0)
    for (const { name: found } of standing(joined(unit), known)) if (found.of === 'unit') ids.add(found.unit);
  for (const field of [name, position])
    for (const { name: found } of standing(joined(field), known))
      if (found.of === 'unit') ids.add(found.unit);
  // Whoever writes the division and the office above it means the division.
  const above = new Set([...ids].flatMap((id) => known.above.get(id ?? '') ?? []));
  return [...ids].filter((id) => id !== null).filter((id) => !above.has(id));
}
