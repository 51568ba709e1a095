import type { Calendar } from '../clock/calendar.js';
import { deemedReceipt } from '../clock/office-hours.js';
import type { WhyStep } from '../clock/running-clock.js';
import type { Instant } from '../time/instant.js';
import type { Channel, Filing } from './complaint-event.js';

const ELECTRONIC: readonly Channel[] = ['web', 'api', 'e-mail'];

/** Whether the e-government act 2565 ม.10 says when it counts as received. */
export const isElectronic = (channel: Channel): boolean => ELECTRONIC.includes(channel);

/** When a complaint counts as received: an electronic one in office hours, any other when the agency has it. */
export const receiptAt = (channel: Channel, filedAt: Instant, calendar: Calendar): Instant =>
  isElectronic(channel) ? deemedReceipt(filedAt, calendar) : filedAt;

/** Why a clock counts from that receipt, as the ledger has it. */
export function receiptWhy({ channel, filedAt, deemedReceivedAt }: Filing): WhyStep {
  if (filedAt !== deemedReceivedAt) return { code: 'deemed-received', filedAt, deemedAt: deemedReceivedAt };
  return { code: isElectronic(channel) ? 'received-in-office-hours' : 'received', at: filedAt };
}
