import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Role } from '#domain/policy/role.js';
import type { Language } from '#web/language/language.js';
import { listedName } from '#web/wording/listed.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { formatSpan } from '#web/wording/span.wording.js';
import { clockName } from '#web/wording/why.wording.js';
import type { NamesOfCase } from '../subject-letters/addressee.js';
import { CHOICE_WORDING } from '../wording/command-wording.js';

const PRESSED_WORDING = {
  true: { th: 'ผู้ร้องเรียนแจ้งว่ามีผู้กดดันให้ถอนเรื่อง', en: 'The complainant says that somebody pressed for it' },
  false: { th: 'ผู้ร้องเรียนแจ้งว่าไม่มีใครกดดัน', en: 'The complainant says that nobody pressed for it' },
  null: {
    th: 'ผู้ร้องเรียนไม่ประสงค์จะตอบว่าถูกกดดันหรือไม่',
    en: 'The complainant does not say whether somebody pressed for it',
  },
} as const;

const MATCH_WORDING = {
  true: { th: 'เป็นผู้ที่ถูกกล่าวถึง จึงถูกกันออกจากเรื่อง', en: 'Is the one named, and is kept out of the case' },
  false: { th: 'ไม่ใช่ผู้ที่ถูกกล่าวถึง', en: 'Is not the one named' },
} as const;

/** What an event's codes say, as one line of words; empty when its name says it all. */
export function eventDetails(
  event: ComplaintEvent,
  language: Language,
  policy: Policy,
  names: NamesOfCase,
): string {
  const choice = (id: string): string => CHOICE_WORDING[id]?.[language] ?? id;
  const role = (id: Role | 'outside-body'): string =>
    id === 'outside-body' ? policy.outsideBody[language] : ROLE_WORDING[id][language];
  switch (event.type) {
    case 'ComplaintAccepted':
      return names.unit(event.body.unit);
    case 'CaseAssigned':
      return names.person(event.body.officer);
    case 'RejectionProposed':
    case 'ComplaintRejected':
      return listedName(policy.rejectionReasons, event.body.reason, language);
    case 'ComplaintReferred':
      return listedName(policy.referralBodies, event.body.body, language);
    case 'SubjectTold':
      return [
        listedName(policy.subjectNotices ?? [], event.body.notice, language),
        names.addressee(event.body.person),
      ]
        .filter((one) => one !== '')
        .join(' · ');
    case 'MatchDecided':
      return [names.matched(event.body.person), MATCH_WORDING[`${event.body.isSamePerson}`][language]]
        .filter((one) => one !== '')
        .join(' · ');
    case 'ScreeningGivenTo':
      return role(event.body.role);
    case 'FindingRecorded':
      return choice(event.body.finding);
    case 'DecisionMade':
      return choice(event.body.decision);
    case 'ExtensionRequested':
    case 'ExtensionGranted':
      return `${clockName(event.body.clock, language, policy)} · ${formatSpan(event.body.span, language)}`;
    case 'ExtensionRefused':
    case 'ClockExpired':
      return clockName(event.body.clock, language, policy);
    case 'ReminderRung':
    case 'EscalationRung':
      return `${clockName(event.body.clock, language, policy)} → ${role(event.body.to)}`;
    case 'HandedToOutsideBody':
      return [
        policy.outsideBody[language],
        ...(event.body.packageHash ? [`SHA-256 ${event.body.packageHash}`] : []),
      ].join(' · ');
    case 'CalendarApplied':
      return event.body.holiday.name[language];
    case 'ComplaintWithdrawn':
      return PRESSED_WORDING[String(event.body.wasPressed) as keyof typeof PRESSED_WORDING][language];
    default:
      return '';
  }
}
