import { describe, expect, it } from '@jest/globals';
import { samplePolicy } from '../policy/policy.builder.js';
import type { Channel, Filing } from './complaint-event.js';
import { receiptAt, receiptWhy } from './receipt.js';

const { calendar } = samplePolicy;
/** Saturday 10:00 in Bangkok, and Tuesday 10:00. */
const SATURDAY = '2026-02-07T03:00:00.000Z';
const TUESDAY = '2026-02-10T03:00:00.000Z';
const MONDAY_OPENING = '2026-02-09T01:30:00.000Z';

const why = (channel: Channel, filedAt: string): string =>
  receiptWhy({
    channel,
    filedAt,
    deemedReceivedAt: receiptAt(channel, filedAt, calendar),
  } as Filing).code;

describe('a complaint', () => {
  it.each(['web', 'api', 'e-mail'] as const)('by %s counts as received in office hours', (channel) => {
    expect(receiptAt(channel, SATURDAY, calendar)).toBe(MONDAY_OPENING);
    expect(why(channel, SATURDAY)).toBe('deemed-received');
    expect(receiptAt(channel, TUESDAY, calendar)).toBe(TUESDAY);
    expect(why(channel, TUESDAY)).toBe('received-in-office-hours');
  });

  it.each(['letter', 'telephone', 'walk-in'] as const)('by %s is received when it is', (channel) => {
    for (const filedAt of [SATURDAY, TUESDAY]) {
      expect(receiptAt(channel, filedAt, calendar)).toBe(filedAt);
      expect(why(channel, filedAt)).toBe('received');
    }
  });

  it('that was recorded with another receipt before keeps it, and says so', () => {
    const filing = { channel: 'letter', filedAt: SATURDAY, deemedReceivedAt: MONDAY_OPENING } as Filing;
    expect(receiptWhy(filing).code).toBe('deemed-received');
  });
});
