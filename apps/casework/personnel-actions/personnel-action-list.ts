import type { NewPersonnelAction } from '#persistence/personnel-action-store.js';
import { dateTyped } from '#web/complaint/typed-date.form.js';
import { type ListFault, readRows } from '#web/input/list-file.js';
import { codeNamed } from '#web/wording/listed.wording.js';
import { PERSONNEL_ACTION_WORDING } from '../wording/protection.wording.js';
import { personnelActionSchema } from './personnel-action.schema.js';

export const COLUMNS = ['staff', 'kind', 'date', 'source'] as const;
type Column = (typeof COLUMNS)[number];
const THAI_COLUMNS: Record<string, Column> = { บุคลากร: 'staff', ประเภท: 'kind', วันที่: 'date', ที่มา: 'source' };

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
  csv: string | null,
  idOf: (name: string) => string | undefined,
): { actions: NewPersonnelAction[] } | { faults: ListFault<Column>[] } {
  const list = readRows(csv, {
    columns: COLUMNS,
    headings: THAI_COLUMNS,
    fields: { date: 'takenOn' },
    read: (cell) =>
      personnelActionSchema.safeParse({
        staff: idOf(cell('staff')),
        kind: codeNamed(PERSONNEL_ACTION_WORDING, cell('kind')),
        takenOn: dayOf(cell('date')),
        source: cell('source'),
      }),
  });
  return 'faults' in list ? list : { actions: list.rows };
}
