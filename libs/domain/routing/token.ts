/** A keyed pseudonym of a staff member or a unit (see vault/pseudonym): ledgers and views never name the accused. */
export type Token = string;
