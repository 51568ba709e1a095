import type { Precision } from '#domain/access/precision.js';
import type { PageLocals } from '#web/page-locals.js';

/** How an instant is worded for somebody who is told it as exactly as that. */
export const toldAs = (
  precision: Precision,
  { instant, date }: Pick<PageLocals, 'instant' | 'date'>,
): ((at: string) => string) => (precision === 'minute' ? instant : date);
