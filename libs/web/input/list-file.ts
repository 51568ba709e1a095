import { CsvError, type Info, parse } from 'csv-parse/sync';

/** What is wrong with a list, and in which line of the file; `line` 0: with all of it. */
export interface ListFault<Column extends string = string> {
  line: number;
  fault: 'unreadable' | 'columns' | 'empty' | 'too-long' | Column;
}

export interface ListRow<Column extends string> {
  line: number;
  /** Trimmed; empty where the row is short. */
  cell: (column: Column) => string;
}

const LONGEST = 5_000;
export const TOO_LONG: ListFault<never> = { line: 0, fault: 'too-long' };

/** Null when the file is no CSV. */
function recordsOf(csv: string): { record: string[]; info: Info }[] | null {
  try {
    return parse(csv, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: Info }[];
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** The rows of a CSV file that has these columns, in any order, each headed by its name or by one of `headings`. */
export function rowsOfList<Column extends string>(
  csv: string,
  columns: readonly Column[],
  headings: Readonly<Record<string, Column>>,
): { rows: ListRow<Column>[] } | { fault: ListFault<never> } {
  const wrong = (fault: ListFault<never>['fault']): { fault: ListFault<never> } => ({
    fault: { line: 0, fault },
  });
  if (csv.trim() === '') return wrong('empty');
  const records = recordsOf(csv);
  if (records === null) return wrong('unreadable');
  const [first, ...others] = records;
  const found = (first?.record ?? []).map((heading) => {
    const name = heading.trim();
    return columns.find((one) => one === name.toLowerCase()) ?? headings[name];
  });
  if (!columns.every((column) => found.includes(column))) return wrong('columns');
  if (others.length === 0) return wrong('empty');
  if (others.length > LONGEST) return wrong('too-long');
  return {
    rows: others.map(({ record, info }) => ({
      line: info.lines,
      cell: (column) => (record[found.indexOf(column)] ?? '').trim(),
    })),
  };
}
