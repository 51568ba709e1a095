import { z } from 'zod';
import { hasDegree, RELATIONSHIP_KINDS } from '#domain/routing/relationship.js';
import type { StaffRelationship } from '#persistence/relationship-store.js';
import { type ListFault, readRows } from '#web/input/list-file.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { codeNamed } from '#web/wording/listed.wording.js';
import { RELATIONSHIP_WORDING } from '../../wording/relationship.wording.js';

const COLUMNS = ['staff', 'other', 'kind', 'degree'] as const;
type Column = (typeof COLUMNS)[number];
const THAI_COLUMNS: Record<string, Column> = {
  บุคลากร: 'staff',
  เกี่ยวข้องกับ: 'other',
  ความสัมพันธ์: 'kind',
  ชั้น: 'degree',
};

/** Whole numbers only; an empty one is none. */
const degree = z
  .union([z.literal(''), z.coerce.number().int().min(1).max(9)])
  .optional()
  .transform((typed) => (typed === '' || typed === undefined ? null : typed));

/** One relationship as it is typed: a degree where the kind has one, of two different people. */
export const relationshipSchema = z
  .object({ staff: plainText(60), other: plainText(60), kind: z.enum(RELATIONSHIP_KINDS), degree })
  .superRefine(({ staff, other, kind, degree: typed }, context) => {
    if (staff === other) context.addIssue({ code: 'custom', path: ['other'], message: 'same' });
    if (hasDegree(kind) !== (typed !== null))
      context.addIssue({ code: 'custom', path: ['degree'], message: 'degree' });
  });

/**
 * The relationships of a CSV file with the columns staff and other (id or user name), kind and degree, in any order; or all
 * that is wrong with it. `idOf`: the id of a member of staff by either name, undefined where there is none.
 */
export function readRelationships(
  csv: string | null,
  idOf: (name: string) => string | undefined,
): { relationships: StaffRelationship[] } | { faults: ListFault<Column>[] } {
  const list = readRows(csv, {
    columns: COLUMNS,
    headings: THAI_COLUMNS,
    read: (cell) =>
      relationshipSchema.safeParse({
        staff: idOf(cell('staff')),
        other: idOf(cell('other')),
        kind: codeNamed(RELATIONSHIP_WORDING, cell('kind')),
        degree: cell('degree'),
      }),
  });
  return 'faults' in list ? list : { relationships: list.rows };
}
