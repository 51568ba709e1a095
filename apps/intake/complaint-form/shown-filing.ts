import type { FilingAnswer } from '#filing/filing-answer.js';
import { receiptOf } from '#filing/filing-receipt.js';
import type { Instant } from '#domain/time/instant.js';
import type { Language } from '#web/language/language.js';
import type { IntakeServices } from '../intake-services.js';
import { receiptPicture } from '../prove-filing/receipt-picture.js';
import { shownDueDates, type ShownDueDate } from './due-dates.presenter.js';
import { shownUntil } from './shown-receipt.js';

/** What `complaint-form/done.njk` shows of a filing, with its code. */
interface ShownFiling {
  answer: FilingAnswer;
  receiptPicture: ReturnType<typeof receiptPicture> | null;
  shownUntil: Instant;
  trackingPage: string;
  isDeemedLater: boolean;
  dueDates: ShownDueDate[];
}

export async function shownFiling(
  answer: FilingAnswer,
  language: Language,
  services: IntakeServices,
): Promise<ShownFiling> {
  const { policy } = (await services.context(services.time.now())).inForce;
  const receipt = await receiptOf(answer.reference, answer.receiptCode, services);
  return {
    answer,
    receiptPicture: receipt && receiptPicture(receipt),
    shownUntil: shownUntil(answer),
    trackingPage: `${services.publicUrl}/track`,
    isDeemedLater: answer.filedAt !== answer.deemedReceivedAt,
    dueDates: shownDueDates(answer.clocks, language, policy, answer.filedAt),
  };
}
