import type { EventType } from '#domain/complaint/complaint-event.js';
import type { Bilingual } from '#domain/policy/policy.js';
import type { Language } from '#web/language/language.js';
import { eventText } from '#web/wording/event.wording.js';
import type { Message } from './tracked-case.presenter.js';

const OWN_WORDING: Partial<Record<EventType, Bilingual>> = {
  InformationReceived: { th: 'คำตอบของท่าน', en: 'Your answer' },
  MessageFromComplainant: { th: 'ข้อความของท่าน', en: 'Your message' },
  ReviewRequested: { th: 'คำขอทบทวนของท่าน', en: 'Your request for a review' },
  ComplaintWithdrawn: { th: 'คำขอถอนเรื่องของท่าน', en: 'Your withdrawal' },
  EvidenceAdded: { th: 'หลักฐานที่ท่านส่ง', en: 'Evidence that you sent' },
};

/** What a message is headed with: the complainant's own is called theirs. */
export const messageTitle = ({ from, about }: Pick<Message, 'from' | 'about'>, language: Language): string =>
  (from === 'complainant' ? OWN_WORDING[about]?.[language] : undefined) ?? eventText(about, language);
