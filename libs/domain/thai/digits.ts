const THAI_DIGITS = /[๐-๙]/g;

/** The text with Arabic digits in place of Thai ones, and otherwise as it was. */
export const arabicDigits = (text: string): string =>
  text.replace(THAI_DIGITS, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)));
