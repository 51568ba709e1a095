import { z } from 'zod';

const LONGEST_TEXT = 20_000;

/** Words that somebody types: sealed before the command is made, so that only their reference travels. */
export const words = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_TEXT)
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u)
  .meta({ description: 'Sealed on arrival; only a reference and a hash travel on.' });
