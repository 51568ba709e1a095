import type { Instant } from '#domain/time/instant.js';
import type { Language } from './language/language.js';
import type { Translate } from './language/translations.js';
import { formatDate, formatInstant } from './wording/date.wording.js';

/** What every template can use besides its own data. */
export interface PageLocals {
  language: Language;
  t: Translate;
  agencyName: string;
  isDemonstration: boolean;
  stylesheet: string;
  path: string;
  /** The same page in the other language, with all that its address asked for. */
  inOtherLanguage: string;
  /** Makes the hidden field `_csrf` of a form. */
  csrfToken: () => string;
  /** An instant or a local date. */
  date: (when: string) => string;
  instant: (when: Instant) => string;
}

/** The locals of one page, the form token apart, which only a request can make. */
export const pageLocals = (
  page: Omit<PageLocals, 'csrfToken' | 'date' | 'instant'>,
): Omit<PageLocals, 'csrfToken'> => ({
  ...page,
  date: (when) => formatDate(when, page.language),
  instant: (when) => formatInstant(when, page.language),
});
