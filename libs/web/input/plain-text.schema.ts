import { z } from 'zod';

/** All control characters but tab and line ends, and halves of surrogate pairs, which no UTF-8 can hold. */

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Cs}]/u;

export const hasControlCharacters = (text: string): boolean => CONTROL.test(text);

const withoutControl = (text: string, context: z.RefinementCtx): void => {
  if (hasControlCharacters(text))
    context.addIssue({ code: 'custom', params: { code: 'control-characters' }, input: text });
};

/** Text that a person typed, trimmed, line ends as `\n`, at least one and at most `maximum` characters. */
export const plainText = (maximum: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, '\n').trim())
    .min(1)
    .max(maximum)
    .superRefine(withoutControl);
