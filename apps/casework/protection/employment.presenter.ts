import type { ProtectionState } from '#domain/protection/protection-state.js';
import type { Language } from '#web/language/language.js';
import { EMPLOYMENT_WORDING } from '../wording/protection.wording.js';

/** Whether the person works for the agency, in words: by the own word or by a name that the directory has. */
export function employmentShown(
  { isStaff, employment }: Partial<Pick<ProtectionState, 'isStaff' | 'employment'>>,
  language: Language,
): string {
  if (employment === undefined)
    return EMPLOYMENT_WORDING[isStaff === true ? 'name-fits' : 'not-known'][language];
  const said = employment.worksHere ? ('says-yes' as const) : ('says-no' as const);
  return EMPLOYMENT_WORDING[employment.nameFits ? (`name-fits-${said}` as const) : said][language];
}
