/** A member of staff whom a complaint may be about. */
export interface KnownPerson {
  id: string;
  /** The own unit and those above it, short of the agency itself. */
  units: readonly string[];
}
