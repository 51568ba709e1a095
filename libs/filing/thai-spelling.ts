import { arabicDigits } from '#domain/thai/digits.js';

const SARA_AA = '\u0e32';
const LAKKHANG_YAO = /\u0e45/g;
const TWO_SARA_E = /\u0e40\u0e40/g;
const SARA_AE = '\u0e41';
const SARA_AI_MAI_MUAN = /\u0e43/g;
const SARA_AI_MAI_MALAI = '\u0e44';
const TONE_AFTER_SARA_AM = /(\u0e4d?\u0e32)([\u0e48-\u0e4b])/g;
/** Pinthu, thanthakhat and yamakkan: they silence a letter, and are often left out. */
const SILENCING = /[\u0e3a\u0e4c\u0e4e]/g;
const MARKS = /[\u0e31\u0e34-\u0e39\u0e47-\u0e4d]{2,}/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The text in one spelling for all that look or are meant alike: NFKC (which takes ำ apart), lower case, no invisible
 * characters, เเ as แ, ใ as ไ, ฤๅ as ฤา, no ์, marks of one letter once and in one order, Arabic digits. Letters
 * that only sound alike stay apart.
 */
export const respelt = (text: string): string =>
  arabicDigits(text.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(SILENCING, '')
    .replace(TWO_SARA_E, SARA_AE)
    .replace(SARA_AI_MAI_MUAN, SARA_AI_MAI_MALAI)
    .replace(LAKKHANG_YAO, SARA_AA)
    .replace(TONE_AFTER_SARA_AM, '$2$1')
    .replace(MARKS, (marks) => [...new Set(marks)].sort().join(''));

const ASIDE = /[([{][^()[\]{}]*[)\]}]/g;

/** Without brackets and what is in them, as a nickname between given name and surname, of a text in the one spelling. */
export const withoutAsides = (spelt: string): string => spelt.replace(ASIDE, ' ');

/** Letters and digits alone, of a text in the one spelling. */
export const lettersOf = (spelt: string): string => spelt.replace(/[^\p{L}\p{M}\p{N}]+/gu, '');

/** In the one spelling, letters and digits alone: Thai writes a name with or without spaces, and dots come and go. */
export const joined = (text: string): string => lettersOf(respelt(text));
