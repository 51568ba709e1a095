import type { Precision } from '#domain/access/precision.js';
import type { RunningClock } from '#domain/clock/running-clock.js';
import type { Bilingual, Policy } from '#domain/policy/policy.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { Language } from '#web/language/language.js';
import { listedName } from '#web/wording/listed.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { phraseWhy } from '#web/wording/why.wording.js';
import type { Names } from '../staff-access/names.js';
import {
  ANSWER_WORDING,
  ENDED_BECAUSE_WORDING,
  PERSONNEL_ACTION_WORDING,
  PROTECTION_EVENT_WORDING,
  RISK_WORDING,
  WORKS_HERE_WORDING,
} from '../wording/protection.wording.js';

interface Dictionary {
  language: Language;
  policy: Policy;
  names: Names;
  instant: (when: string) => string;
  date: (when: string) => string;
}

/** The name of a limit of the protection procedure, e.g. of `access-decision:2`. */
export const protectionClockName = (
  clock: string,
  { protection }: Pick<Policy, 'protection'>,
  language: Language,
): string => listedName(protection.clocks, clock.replace(/:\d+$/, ''), language);

/** The reasoning behind a due date, with the names of what happens to protected people. */
export const protectionWhy = (
  { why }: RunningClock,
  policy: Policy,
  language: Language,
  precision: Precision,
): string[] =>
  phraseWhy(
    why.map((step) =>
      step.code === 'counts-from' && step.event in PROTECTION_EVENT_WORDING
        ? { ...step, event: PROTECTION_EVENT_WORDING[step.event as ProtectionEvent['type']][language] }
        : step,
    ),
    language,
    policy,
    precision,
  );

/** The case that harm opened. */
const openedBy = ({ retaliationCase }: { retaliationCase?: string }): string[] =>
  retaliationCase === undefined ? [] : [retaliationCase];

/** What an event's codes say, as one line of words; empty when its name says it all. */
export function protectionDetails(event: ProtectionEvent, dictionary: Dictionary): string {
  const { language, policy, names, instant, date } = dictionary;
  const { access, measures, riskFactors } = policy.protection;
  const yesOrNo = (is: boolean, yes: Bilingual, no: Bilingual): string => (is ? yes : no)[language];
  switch (event.type) {
    case 'RiskAssessed': {
      const factors = event.body.factors.map((factor) => listedName(riskFactors, factor, language));
      return [RISK_WORDING[event.body.level][language], ...factors].join(' · ');
    }
    case 'MeasureBegun':
      return `${event.body.measure}. ${listedName(measures, event.body.kind, language)} · ${names.person(event.body.owner)}`;
    case 'MeasureProved':
    case 'MeasureRanOut':
    case 'MeasureEnded':
      return `${event.body.measure}.`;
    case 'IdentityAskedFor':
      return [
        `${event.body.access}.`,
        listedName(access.purposes, event.body.purpose, language),
        listedName(access.grounds, event.body.ground, language),
      ].join(' · ');
    case 'IdentityAccessGiven':
      return `${event.body.access}. → ${instant(event.body.until)}`;
    case 'IdentityAccessEnded':
      return `${event.body.access}. ${ENDED_BECAUSE_WORDING[event.body.because][language]}`;
    case 'IdentityAccessRefused':
    case 'IdentityRequestWithdrawn':
    case 'TellingBarred':
    case 'TellingAllowed':
      return `${event.body.access}.`;
    case 'EmergencyReviewed':
      return `${event.body.access}. ${yesOrNo(event.body.wasJustified, JUSTIFIED.yes, JUSTIFIED.no)}`;
    case 'CheckInAnswered':
    case 'PersonContacted':
      return [ANSWER_WORDING[event.body.answer][language], ...openedBy(event.body)].join(' → ');
    case 'EmploymentTold':
      return yesOrNo(event.body.worksHere, WORKS_HERE_WORDING.yes, WORKS_HERE_WORDING.no);
    case 'PersonnelActionFound':
      return `${PERSONNEL_ACTION_WORDING[event.body.kind][language]} · ${date(event.body.on)}`;
    case 'PersonnelActionJudged':
      return [yesOrNo(event.body.isJustified, JUSTIFIED.yes, JUSTIFIED.no), ...openedBy(event.body)].join(
        ' → ',
      );
    case 'ReminderRung':
    case 'EscalationRung':
      return `${protectionClockName(event.body.clock, policy, language)} → ${ROLE_WORDING[event.body.to][language]}`;
    case 'ClockExpired':
      return protectionClockName(event.body.clock, policy, language);
    default:
      return '';
  }
}

export const JUSTIFIED = {
  yes: { th: 'มีเหตุสมควร', en: 'Justified' },
  no: { th: 'ไม่มีเหตุสมควร', en: 'Not justified' },
} as const satisfies Record<string, Bilingual>;
