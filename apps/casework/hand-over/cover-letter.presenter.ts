import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Bilingual } from '#domain/policy/bilingual.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import { LANGUAGES, type Language } from '#web/language/language.js';
import { formatInstant } from '#web/wording/date.wording.js';
import { categoryName } from '../wording/case-choices.js';
import type { Measured } from './package-zip.js';
import { LEFT_OUT_WORDING, LETTER_WORDING, type LeftOut } from './package.wording.js';

/** What a cover letter is written from. */
export interface LetterContext {
  state: ComplaintState;
  policy: Policy;
  /** Name and position. */
  madeBy: string;
  at: Instant;
  purpose: string;
  leftOut: { why: LeftOut; file?: string }[];
}

/** The template's model: the same letter in each language. */
export function presentLetter(context: LetterContext, files: readonly Measured[]) {
  return { letters: LANGUAGES.map((language) => inOne(language, context)), files };
}

function inOne(language: Language, { state, policy, madeBy, at, purpose, leftOut }: LetterContext) {
  const row = (key: keyof typeof LETTER_WORDING, value: string) => ({
    key: LETTER_WORDING[key][language],
    value,
  });
  return {
    language,
    words: Object.fromEntries(
      Object.entries(LETTER_WORDING).map(([key, words]: [string, Bilingual]) => [key, words[language]]),
    ),
    rows: [
      row('from', policy.agency.name[language]),
      row('to', policy.outsideBody[language]),
      row('reference', state.reference),
      row('filedAt', formatInstant(state.filing.filedAt, language)),
      row('category', categoryName(state.category, policy, language)),
      row('madeBy', madeBy),
      row('madeAt', formatInstant(at, language)),
      row('purpose', purpose),
    ],
    leftOut: leftOut.map(({ why, file }) =>
      [LEFT_OUT_WORDING[why][language], ...(file === undefined ? [] : [file])].join(': '),
    ),
  };
}
