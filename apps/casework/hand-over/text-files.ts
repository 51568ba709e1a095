import { staffIdOf } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Bilingual } from '#domain/policy/bilingual.js';
import { addressed } from '#filing/complainant-case.js';
import { eventText } from '#web/wording/event.wording.js';
import { formatDate, formatInstant } from '#web/wording/date.wording.js';
import type { CaseTexts } from '../case/case-file.js';
import type { Names } from '../staff-access/names.js';
import { textIdsOf } from '../wording/text-ids.js';
import { TEXT_WORDING } from './package.wording.js';

const both = ({ th, en }: Bilingual): string => `${th} / ${en}`;
const line = (label: keyof typeof TEXT_WORDING, value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : [`${both(TEXT_WORDING[label])}: ${value}`];
const PERSONAL = ['name', 'nationalId', 'phone', 'email', 'address'] as const;

/** The events, beside what passes between complainant and agency, whose words the outside body gets. */
const OF_THE_INQUIRY: readonly ComplaintEvent['type'][] = [
  'AccusedAdded',
  'FindingRecorded',
  'ReportSubmitted',
  'ReportReturned',
  'DecisionMade',
  'ReferralAnswered',
  'SubjectTold',
];

/** The complaint as it was filed; who filed it only where the reader may open that. */
export function complaintText({ narrative, accused, identity, contact }: CaseTexts, names: Names): string {
  const about = accused.map(({ name, position, unit }) =>
    [name, position, unit === undefined ? undefined : names.unit(unit)].filter(Boolean).join(' · '),
  );
  const { occurredOn: day, unit } = narrative ?? {};
  const person = { ...identity, ...contact };
  return [
    ...line('subject', narrative?.subject ?? both(TEXT_WORDING.unreadable)),
    ...line('letterNumber', narrative?.letterNumber),
    ...line('occurredOn', day && both({ th: formatDate(day, 'th'), en: formatDate(day, 'en') })),
    ...line('place', narrative?.place),
    ...line('unit', unit && names.unit(unit)),
    ...about.flatMap((one) => line('accused', one)),
    ...PERSONAL.flatMap((field) => line(field, person[field])),
    '',
    ...line('details', narrative === null ? undefined : `\n${narrative.details}`),
    '',
  ].join('\n');
}

interface Said {
  events: readonly ComplaintEvent[];
  written: CaseTexts['written'];
  names: Names;
}

/** What complainant and agency wrote to each other, in order; null where they wrote nothing. */
export const messagesText = (said: Said): string | null =>
  wordsOf(said, (event) => [addressed(event)?.id ?? []].flat());

/** What the inquiry of the agency found; null where it found nothing yet. */
export const inquiryText = (said: Said): string | null =>
  wordsOf(said, (event) => (OF_THE_INQUIRY.includes(event.type) ? textIdsOf(event) : []));

function wordsOf(
  { events, written, names }: Said,
  idsOf: (event: ComplaintEvent) => string[],
): string | null {
  const parts = events.flatMap((event) =>
    idsOf(event).map((id) => {
      const title = both({ th: eventText(event.type, 'th'), en: eventText(event.type, 'en') });
      const when = both({ th: formatInstant(event.at, 'th'), en: formatInstant(event.at, 'en') });
      const by = event.actor.startsWith('staff:')
        ? names.person(staffIdOf(event.actor))
        : both(TEXT_WORDING.complainant);
      return `${title}\n${when} · ${by}\n\n${written.get(id) ?? both(TEXT_WORDING.unreadable)}\n`;
    }),
  );
  return parts.length === 0 ? null : parts.join('\n———\n\n');
}
