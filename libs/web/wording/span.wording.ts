import type { ClockUnit } from '#domain/clock/span.js';
import type { Language } from '../language/language.js';

const UNITS: Record<ClockUnit, { th: string; en: [one: string, many: string] }> = {
  'calendar-days': { th: 'วัน', en: ['calendar day', 'calendar days'] },
  'working-days': { th: 'วันทำการ', en: ['working day', 'working days'] },
  hours: { th: 'ชั่วโมง', en: ['hour', 'hours'] },
  months: { th: 'เดือน', en: ['month', 'months'] },
};

/** A length of time: `7 วัน`, `7 calendar days`. */
export function formatSpan({ amount, unit }: { amount: number; unit: string }, language: Language): string {
  const words = UNITS[unit as ClockUnit];
  return `${amount} ${language === 'th' ? words.th : words.en[amount === 1 ? 0 : 1]}`;
}
