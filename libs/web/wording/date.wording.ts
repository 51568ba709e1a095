import { buddhistYear } from '#domain/time/fiscal-year.js';
import { dateOf, minuteOfDay, type Instant } from '#domain/time/instant.js';
import type { Language } from '../language/language.js';

const MONTHS: Record<Language, readonly string[]> = {
  th: [
    'มกราคม',
    'กุมภาพันธ์',
    'มีนาคม',
    'เมษายน',
    'พฤษภาคม',
    'มิถุนายน',
    'กรกฎาคม',
    'สิงหาคม',
    'กันยายน',
    'ตุลาคม',
    'พฤศจิกายน',
    'ธันวาคม',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

/** A day (an instant or a local date) in the Buddhist era: `24 พฤศจิกายน 2569`; in English `24 November 2026 (B.E. 2569)`. */
export function formatDate(when: string, language: Language): string {
  const date = when.length === 10 ? when : dateOf(when);
  const day = Number(date.slice(8));
  const month = MONTHS[language][Number(date.slice(5, 7)) - 1] ?? '';
  const year = buddhistYear(date);
  return language === 'th' ? `${day} ${month} ${year}` : `${day} ${month} ${date.slice(0, 4)} (B.E. ${year})`;
}

/** A moment on the Bangkok clock: `24 พฤศจิกายน 2569 เวลา 09:05 น.`, `24 November 2026 (B.E. 2569), 09:05`. */
export function formatInstant(instant: Instant, language: Language): string {
  const minutes = minuteOfDay(instant);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const date = formatDate(instant, language);
  return language === 'th' ? `${date} เวลา ${time} น.` : `${date}, ${time}`;
}
