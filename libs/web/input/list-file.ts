import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { z } from 'zod';

/** What is wrong with a list, and in which line of the file; `line` 0: with all of it. */
export interface ListFault<Column extends string = string> {
  line: number;
  fault: 'unreadable' | 'columns' | 'empty' | 'too-long' | Column;
}

/** What a list is made of: its columns, other headings they may have, and how one row is read. */
export interface ListForm<Column extends string, Row> {
  columns: readonly Column[];
  headings: Readonly<Record<string, Column>>;
  /** `cell`: what a column holds, trimmed; empty where the row is short. */
  read: (cell: (column: Column) => string) => z.ZodSafeParseResult<Row>;
  /** Columns that are read into a field of another name. */
  fields?: Partial<Record<Column, string>>;
}

const LONGEST = 5_000;

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

/** The rows of a CSV file with these columns in any order, or all that is wrong with it. `csv` null: it was too long to read. */
export function readRows<Column extends string, Row>(
  csv: string | null,
  { columns, headings, read, fields = {} }: ListForm<Column, Row>,
): { rows: Row[] } | { faults: ListFault<Column>[] } {
  const wrong = (fault: ListFault<never>['fault']): { faults: ListFault<never>[] } => ({
    faults: [{ line: 0, fault }],
  });
  if (csv === null) return wrong('too-long');
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

  const faults: ListFault<Column>[] = [];
  const rows = others.flatMap(({ record, info }) => {
    const parsed = read((column) => (record[found.indexOf(column)] ?? '').trim());
    if (parsed.success) return [parsed.data];
    const unread = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    const ofRow = columns.filter((column) => unread.has(fields[column] ?? column));
    faults.push(...ofRow.map((fault) => ({ line: info.lines, fault })));
    return [];
  });
  return faults.length > 0 ? { faults } : { rows };
}
