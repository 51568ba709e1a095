import type { PersonnelActionKind } from '#domain/protection/protection-event.js';
import type { NewPersonnelAction } from '#persistence/personnel-action-store.js';
import { dateTyped } from '#web/complaint/typed-date.form.js';
import { type ListFault, rowsOfList } from '#web/input/list-file.js';
import { PERSONNEL_ACTION_WORDING } from '../wording/protection.wording.js';
import { personnelActionSchema } from './personnel-action.schema.js';

export const COLUMNS = ['staff', 'kind', 'date', 'source'] as const;
type Column = (typeof COLUMNS)[number];
const THAI_COLUMNS: Record<string, Column> = { บุคลากร: 'staff', ประเภท: 'kind', วันที่: 'date', ที่มา: 'source' };

const kindOf = (text: string): PersonnelActionKind | undefined => {
  const wanted = text.trim().toLowerCase();
  const kinds = Object.entries(PERSONNEL_ACTION_WORDING) as [
    PersonnelActionKind,
    (typeof PERSONNEL_ACTION_WORDING)[PersonnelActionKind],
  ][];
  return kinds.find(([id, { th, en }]) => [id, th, en.toLowerCase()].includes(wanted))?.[0];
};

/** `2026-02-05`, or `5/2/2569`: of either era, in Thai digits too. */
function dayOf(text: string): string | undefined {
  const [first = '', month = '', last = ''] = text.trim().split(/[-/.]/);
  return dateTyped(
    first.length === 4 ? { year: first, month, day: last } : { day: first, month, year: last },
  )?.replace(/-(\d)$/, '-0$1');
}

/**
 * The personnel actions of a CSV file with the columns staff (id or user name), kind, date and source, in any order; or all
 * that is wrong with it. `idOf`: the id of a member of staff by either name, undefined where there is none.
 */
export function readPersonnelActions(
  csv: string,
  idOf: (name: string) => string | undefined,
): { actions: NewPersonnelAction[] } | { faults: ListFault<Column>[] } {
  const list = rowsOfList(csv, COLUMNS, THAI_COLUMNS);
  if ('fault' in list) return { faults: [list.fault] };
  const faults: ListFault<Column>[] = [];
  const actions = list.rows.flatMap(({ line, cell }) => {
    const parsed = personnelActionSchema.safeParse({
      staff: idOf(cell('staff')),
      kind: kindOf(cell('kind')),
      takenOn: dayOf(cell('date')),
      source: cell('source'),
    });
    if (parsed.success) return [parsed.data];
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    for (const column of COLUMNS)
      if (wrong.has(column === 'date' ? 'takenOn' : column)) faults.push({ line, fault: column });
    return [];
  });
  return faults.length > 0 ? { faults } : { actions };
}
