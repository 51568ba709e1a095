import { addMs, type Instant } from '#domain/time/instant.js';
import type { FilingAnswer } from '#filing/filing-answer.js';

/** Long enough to write down or print; the next person at the same computer comes later. */
export const SHOWN_MINUTES = 15;

/** Until when the confirmation shows reference and code in the browser that filed. */
export const shownUntil = ({ filedAt }: Pick<FilingAnswer, 'filedAt'>): Instant =>
  addMs(filedAt, SHOWN_MINUTES * 60_000);

export const isShown = (answer: Pick<FilingAnswer, 'filedAt'>, now: Instant): boolean =>
  now < shownUntil(answer);
