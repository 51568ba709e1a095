import { describe, expect, it } from '@jest/globals';
import { startClock } from '#domain/clock/reckon.js';
import { samplePolicy, sampleClocks } from '#domain/policy/policy.builder.js';
import { citationText } from './citation.wording.js';
import { formatDate, formatInstant } from './date.wording.js';
import { phraseRefusal } from './refusal.wording.js';
import { phraseWhy } from './why.wording.js';

const at = '2026-11-24T13:00:00.000Z';

describe('dates', () => {
  it('are of the Buddhist era, on the Bangkok clock', () => {
    expect(formatDate('2026-11-24', 'th')).toBe('24 พฤศจิกายน 2569');
    expect(formatDate('2026-11-24T18:00:00.000Z', 'en')).toBe('25 November 2026 (B.E. 2569)');
    expect(formatInstant(at, 'th')).toBe('24 พฤศจิกายน 2569 เวลา 20:00 น.');
  });
});

describe('the reasons of a due date', () => {
  const [definition] = sampleClocks;
  const deemedAt = '2026-11-25T01:30:00.000Z';
  const { why } = startClock(
    definition!,
    { startedAt: at, countsFrom: deemedAt, why: [{ code: 'deemed-received', filedAt: at, deemedAt }] },
    samplePolicy.calendar,
  );

  it('are told step by step', () => {
    expect(phraseWhy(why, 'en', samplePolicy)).toEqual([
      'Filed outside office hours on 24 November 2026 (B.E. 2569), 20:00, so it counts as received on 25 November 2026 (B.E. 2569), 08:30',
      'The first day, 25 November 2026 (B.E. 2569), is not counted',
      'The limit is 7 calendar days (cabinet resolution)',
      'Due 2 December 2026 (B.E. 2569), 23:59',
    ]);
  });

  it('are told in Thai, with nothing left to fill in', () => {
    const told = phraseWhy(why, 'th', samplePolicy);
    expect(told[3]).toBe('ครบกำหนด 2 ธันวาคม 2569 เวลา 23:59 น.');
    expect(told.join()).not.toMatch(/[{}]/);
  });

  it('name no rule as law that was not verified', () => {
    const citations = {
      rumour: { kind: 'law', verified: 'GK', text: { th: 'พ.ร.ฎ.', en: 'Royal decree' } } as const,
    };
    expect(citationText('rumour', 'en', { citations })).toBe(
      "agency policy, under the agency's own announcement",
    );
  });
});

describe('a refusal', () => {
  it('says how long an extension may be', () => {
    const refusal = { code: 'ExtensionTooLong', params: { amount: 15, unit: 'calendar-days' } } as const;
    expect(phraseRefusal(refusal, 'en')).toBe('The extension may be at most 15 calendar days');
    expect(phraseRefusal(refusal, 'th')).toBe('ขยายได้ไม่เกิน 15 วัน');
  });
});
