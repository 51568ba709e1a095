import type { Precision } from '#domain/access/precision.js';
import type { ClockDefinition } from '#domain/clock/clock-definition.js';
import type { WhyStep } from '#domain/clock/running-clock.js';
import { DATA_REQUEST_CLOCK } from '#domain/data-request/data-request-policy.js';
import type { Bilingual, Policy } from '#domain/policy/policy.js';
import { phrase, type Language } from '../language/language.js';
import { citationText } from './citation.wording.js';
import { formatDate, formatInstant } from './date.wording.js';
import { eventText } from './event.wording.js';
import { formatSpan } from './span.wording.js';

type Pack = Pick<Policy, 'categories' | 'citations'> & Partial<Pick<Policy, 'protection' | 'dataRequests'>>;

const STEPS: Record<WhyStep['code'] | 'paused-still', Bilingual> = {
  'received-in-office-hours': {
    th: 'หน่วยงานได้รับเรื่องในเวลาราชการเมื่อ {at}',
    en: 'Received in office hours on {at}',
  },
  received: { th: 'หน่วยงานได้รับเรื่องเมื่อ {at}', en: 'Received on {at}' },
  'deemed-received': {
    th: 'ยื่นนอกเวลาราชการเมื่อ {filedAt} จึงถือว่าหน่วยงานได้รับเมื่อ {deemedAt}',
    en: 'Filed outside office hours on {filedAt}, so it counts as received on {deemedAt}',
  },
  'counts-from': { th: 'เริ่มนับเมื่อ{event} {at}', en: 'Counted from: {event}, {at}' },
  'counts-from-due-of': {
    th: 'เริ่มนับจากวันครบกำหนดของ “{clock}” คือ {at}',
    en: 'Counted from the due date of “{clock}”, {at}',
  },
  'first-day-excluded': {
    th: 'ไม่นับวันแรก คือ {date}',
    en: 'The first day, {date}, is not counted',
  },
  limit: { th: 'มีกำหนด {span} ({citation})', en: 'The limit is {span} ({citation})' },
  'skipped-non-working-days': {
    th: 'ไม่นับวันหยุด {count} วัน: {dates}',
    en: 'Not counted, because not working days ({count}): {dates}',
  },
  paused: {
    th: 'หยุดนับตั้งแต่ {from} ถึง {to} ({citation})',
    en: 'The count paused from {from} to {to} ({citation})',
  },
  'paused-still': {
    th: 'หยุดนับตั้งแต่ {from} และยังหยุดอยู่ ({citation})',
    en: 'The count has been paused since {from} ({citation})',
  },
  extended: {
    th: 'ขยายเวลาอีก {span} เมื่อ {at} ({citation})',
    en: 'Extended by {span} on {at} ({citation})',
  },
  'rolled-to-working-day': {
    th: '{from} เป็นวันหยุด กำหนดของเอกชนจึงเลื่อนไปวันทำการถัดไป คือ {to}',
    en: '{from} is not a working day; a limit on a private person moves to the next one, {to}',
  },
  'not-rolled-for-official': {
    th: '{date} เป็นวันหยุด แต่กำหนดของเจ้าหน้าที่ไม่เลื่อนเพราะวันหยุด',
    en: '{date} is not a working day, but a limit on an official does not move for that',
  },
  'holiday-declared': {
    th: 'มีการประกาศวันหยุดเพิ่ม {date} จึงคำนวณใหม่',
    en: 'Reckoned anew because {date} was declared a holiday',
  },
  'holiday-taken-back': {
    th: 'มีการยกเลิกวันหยุด {date} จึงคำนวณใหม่',
    en: 'Reckoned anew because {date} is no longer a holiday',
  },
  due: { th: 'ครบกำหนด {at}', en: 'Due {at}' },
};

const clockOf = (
  id: string,
  { categories, protection, dataRequests }: Pack,
): Pick<ClockDefinition, 'name'> | undefined =>
  id === DATA_REQUEST_CLOCK
    ? dataRequests
    : [...categories.flatMap(({ clocks }) => clocks), ...(protection?.clocks ?? [])].find(
        (clock) => clock.id === id,
      );

/** The name of a clock of the pack in the language; its id where the pack no longer has it. */
export const clockName = (id: string, language: Language, policy: Pack): string =>
  clockOf(id, policy)?.name[language] ?? id;

function phraseStep(step: WhyStep, language: Language, policy: Pack, precision: Precision): string {
  const say = (code: keyof typeof STEPS, params: Record<string, string | number>): string =>
    phrase(STEPS[code], language, params);
  const date = (when: string): string => formatDate(when, language);
  const instant = precision === 'minute' ? (when: string): string => formatInstant(when, language) : date;
  const cite = (key: string): string => citationText(key, language, policy);

  switch (step.code) {
    case 'received-in-office-hours':
      return say(step.code, { at: instant(step.at) });
    case 'due':
      return say(step.code, { at: formatInstant(step.at, language) });
    case 'received':
      return say(step.code, { at: date(step.at) });
    case 'deemed-received':
      return say(step.code, { filedAt: instant(step.filedAt), deemedAt: instant(step.deemedAt) });
    case 'counts-from':
      return say(step.code, { event: eventText(step.event, language), at: instant(step.at) });
    case 'counts-from-due-of':
      return say(step.code, { clock: clockName(step.clock, language, policy), at: date(step.at) });
    case 'first-day-excluded':
    case 'not-rolled-for-official':
    case 'holiday-declared':
    case 'holiday-taken-back':
      return say(step.code, { date: date(step.date) });
    case 'limit':
      return say(step.code, { span: formatSpan(step, language), citation: cite(step.citation) });
    case 'skipped-non-working-days':
      return say(step.code, { count: step.dates.length, dates: step.dates.map(date).join(', ') });
    case 'paused':
      return step.to === null
        ? say('paused-still', { from: date(step.from), citation: cite(step.citation) })
        : say('paused', { from: date(step.from), to: date(step.to), citation: cite(step.citation) });
    case 'extended':
      return say(step.code, {
        span: formatSpan(step, language),
        at: date(step.at),
        citation: cite(step.citation),
      });
    case 'rolled-to-working-day':
      return say(step.code, { from: date(step.from), to: date(step.to) });
  }
}

/** The reasoning behind a due date, one sentence a step, in the order of the count; times as exact as `precision`. */
export const phraseWhy = (
  why: readonly WhyStep[],
  language: Language,
  policy: Pack,
  precision: Precision = 'minute',
): string[] => why.map((step) => phraseStep(step, language, policy, precision));
