import type { LocalDate } from '../time/instant.js';

/** Office hours as minutes since Bangkok midnight. */
export interface OfficeHours {
  opensAtMinute: number;
  closesAtMinute: number;
}

export interface Holiday {
  date: LocalDate;
  name: { th: string; en: string };
  /** Present on days declared in the product after the pack was issued. */
  declaredBy?: string;
}

/** Everything the counting rules need to know of the world. Weekdays 0 = Sunday … 6 = Saturday. */
export interface Calendar {
  officeHours: OfficeHours;
  workingWeekdays: readonly number[];
  holidays: readonly Holiday[];
}
