import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { PersonnelActionKind } from '#domain/protection/protection-event.js';
import type { NewPersonnelAction } from '#persistence/personnel-action-store.js';
import { dateTyped } from '#web/complaint/typed-date.form.js';
import { PERSONNEL_ACTION_WORDING } from '../wording/protection.wording.js';
import { personnelActionSchema } from './personnel-action.schema.js';

export const COLUMNS = ['staff', 'kind', 'date', 'source'] as const;
type Column = (typeof COLUMNS)[number];
const THAI_COLUMNS: Record<string, Column> = { บุคลากร: 'staff', ประเภท: 'kind', วันที่: 'date', ที่มา: 'source' };

/** What is wrong with a list, and in which line of the file; `line` 0: with all of it. */
export interface ListFault {
  line: number;
  fault: 'unreadable' | 'columns' | 'empty' | 'too-long' | Column;
}

const LONGEST = 5_000;

const columnOf = (heading: string): Column | null => {
  const name = heading.trim().toLowerCase();
  return COLUMNS.find((one) => one === name) ?? THAI_COLUMNS[heading.trim()] ?? null;
};

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
): { actions: NewPersonnelAction[] } | { faults: ListFault[] } {
  if (csv.trim() === '') return { faults: [{ line: 0, fault: 'empty' }] };
  const rows = rowsOf(csv);
  if (rows === null) return { faults: [{ line: 0, fault: 'unreadable' }] };
  const [headings, ...others] = rows;
  const columns = headings?.record.map(columnOf) ?? [];
  if (!COLUMNS.every((column) => columns.includes(column)))
    return { faults: [{ line: 0, fault: 'columns' }] };
  if (others.length === 0) return { faults: [{ line: 0, fault: 'empty' }] };
  if (others.length > LONGEST) return { faults: [{ line: 0, fault: 'too-long' }] };
  const faults: ListFault[] = [];
  const actions = others.flatMap(({ record, info }) => {
    const cell = (column: Column): string => record[columns.indexOf(column)] ?? '';
    const parsed = personnelActionSchema.safeParse({
      staff: idOf(cell('staff').trim()),
      kind: kindOf(cell('kind')),
      takenOn: dayOf(cell('date')),
      source: cell('source'),
    });
    if (parsed.success) return [parsed.data];
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    for (const column of COLUMNS)
      if (wrong.has(column === 'date' ? 'takenOn' : column)) faults.push({ line: info.lines, fault: column });
    return [];
  });
  return faults.length > 0 ? { faults } : { actions };
}

/** Null when the file is no CSV. */
function rowsOf(csv: string): { record: string[]; info: Info }[] | null {
  try {
    return parse(csv, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as {
      record: string[];
      info: Info;
    }[];
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}
