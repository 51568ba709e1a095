/** How two members of staff stand to each other, where the agency keeps it. */
export const RELATIONSHIP_KINDS = [
  'spouse',
  'ascendant-or-descendant',
  'collateral',
  'in-law',
  'business',
] as const;
export type RelationshipKind = (typeof RELATIONSHIP_KINDS)[number];

export interface Relationship {
  kind: RelationshipKind;
  /** As the recusal grounds count it (rule 30 of the BMA regulation of 2565); null where the kind has none. */
  degree: number | null;
}

/** The recusal grounds: fiancé(e)s count as spouses; siblings and cousins to the third degree, in-laws to the second. */
const RECUSES_UP_TO: Record<RelationshipKind, number> = {
  spouse: Infinity,
  'ascendant-or-descendant': Infinity,
  collateral: 3,
  'in-law': 2,
  business: Infinity,
};

export const hasDegree = (kind: RelationshipKind): boolean => Number.isFinite(RECUSES_UP_TO[kind]);

/** Whether one of the two may take no part in a matter in which the other is accused. */
export const recuses = ({ kind, degree }: Relationship): boolean => (degree ?? 1) <= RECUSES_UP_TO[kind];
