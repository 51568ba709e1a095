import type { StaffProtectionCommandName } from '#domain/protection/acts.js';
import type {
  CheckInAnswer,
  PersonnelActionKind,
  ProtectionEventType,
  RiskLevel,
} from '#domain/protection/protection-event.js';
import type { CheckIn, IdentityAccess } from '#domain/protection/protection-state.js';
import type { Bilingual } from '#domain/policy/policy.js';

/** The name of each action, as a heading and on its button. */
export const PROTECTION_COMMAND_WORDING: Record<StaffProtectionCommandName, Bilingual> = {
  'assess-risk': { th: 'ประเมินความเสี่ยง', en: 'Assess the risk' },
  'begin-measure': { th: 'เริ่มมาตรการคุ้มครอง', en: 'Begin a measure' },
  'prove-measure': { th: 'บันทึกหลักฐานของมาตรการ', en: 'Record a proof of the measure' },
  'end-measure': { th: 'ยุติมาตรการ', en: 'End the measure' },
  'write-to-person': { th: 'ส่งข้อความถึงผู้ได้รับความคุ้มครอง', en: 'Write to the protected person' },
  'record-contact': { th: 'บันทึกผลการสอบถาม', en: 'Record how the person is' },
  'judge-personnel-action': { th: 'พิจารณาเหตุผลของคำสั่งด้านบุคคล', en: 'Judge the personnel action' },
  'ask-for-identity': { th: 'ขอทราบตัวตนผู้ร้องเรียน', en: 'Ask to know who complained' },
  'take-identity-in-emergency': { th: 'เปิดดูตัวตนกรณีฉุกเฉิน', en: 'Open the identity in an emergency' },
  'decide-access': { th: 'บันทึกว่าอนุญาตให้ทราบตัวตนหรือไม่', en: 'Decide whether they may know who complained' },
  'withdraw-request': { th: 'ถอนคำขอทราบตัวตน', en: 'Withdraw the request' },
  'end-access': { th: 'ยุติสิทธิทราบตัวตน', en: 'End the access' },
  'bar-telling': { th: 'งดแจ้งผู้ร้องเรียนตามเหตุทางกฎหมาย', en: 'Record a legal bar to telling the complainant' },
  'allow-telling': { th: 'ยกเลิกการงดแจ้งผู้ร้องเรียน', en: 'Lift the bar to telling' },
  'review-emergency': { th: 'ทบทวนการเปิดดูกรณีฉุกเฉิน', en: 'Review the emergency' },
};

/** By which word it is known whether the person works for the agency. */
export const EMPLOYMENT_WORDING = {
  'not-known': { th: 'ไม่ปรากฏว่าเป็น', en: 'Not that is known' },
  'name-fits': { th: 'ใช่ ชื่อตรงกับรายชื่อบุคลากร', en: 'Yes: the name fits the staff directory' },
  'says-yes': { th: 'ใช่ ตามที่ผู้ร้องเรียนแจ้งเอง', en: 'Yes: said by the complainant' },
  'says-no': { th: 'ไม่ใช่ ตามที่ผู้ร้องเรียนแจ้งเอง', en: 'No: said by the complainant' },
  'name-fits-says-yes': {
    th: 'ใช่ ชื่อตรงกับรายชื่อบุคลากร และผู้ร้องเรียนแจ้งเองด้วย',
    en: 'Yes: the name fits the staff directory, and the complainant says so',
  },
  'name-fits-says-no': {
    th: 'ชื่อตรงกับรายชื่อบุคลากร แต่ผู้ร้องเรียนแจ้งว่าไม่ใช่',
    en: 'The name fits the staff directory, but the complainant says no',
  },
} as const satisfies Record<string, Bilingual>;

export const WORKS_HERE_WORDING = {
  yes: { th: 'เป็นบุคลากรของหน่วยงาน', en: 'Works for the agency' },
  no: { th: 'ไม่ได้เป็นบุคลากรของหน่วยงาน', en: 'Does not work for the agency' },
} as const satisfies Record<string, Bilingual>;

/** The question above each field of an action; `<action>.<field>` where the field alone would not say it. */
export const PROTECTION_FIELD_WORDING: Record<string, Bilingual> = {
  factors: { th: 'ปัจจัยเสี่ยงที่พบ', en: 'What makes retaliation likelier here?' },
  level: { th: 'ระดับความเสี่ยง', en: 'How high is the risk?' },
  assessment: { th: 'คำอธิบายการประเมิน', en: 'Why?' },
  kind: { th: 'มาตรการใด', en: 'Which measure?' },
  owner: { th: 'ผู้รับผิดชอบมาตรการ', en: 'Who is responsible for it?' },
  until: { th: 'วันสุดท้ายของมาตรการ', en: 'The last day of the measure' },
  note: { th: 'บันทึก', en: 'Note' },
  proof: { th: 'หลักฐานหรือสิ่งที่ได้ทำ', en: 'What was done, and the proof of it' },
  message: { th: 'ข้อความ', en: 'Message' },
  answer: { th: 'ผู้ได้รับความคุ้มครองเป็นอย่างไร', en: 'How is the person?' },
  isJustified: {
    th: 'คำสั่งมีเหตุผลอื่นที่ไม่เกี่ยวกับการร้องเรียนหรือไม่',
    en: 'Is it justified by something other than the complaint?',
  },
  reason: { th: 'เหตุผล', en: 'Reason' },
  purpose: { th: 'ต้องทราบตัวตนเพื่อสิ่งใด', en: 'What do you need to know it for?' },
  ground: { th: 'เหตุตามกฎหมาย', en: 'On which legal ground?' },
  'bar-telling.ground': {
    th: 'เหตุทางกฎหมายที่ยังแจ้งผู้ร้องเรียนไม่ได้',
    en: 'The legal reason why the complainant must not be told yet',
  },
  hours: { th: 'ขอทราบกี่ชั่วโมง', en: 'For how many hours?' },
  approved: {
    th: 'อนุญาตหรือไม่ เมื่ออนุญาต ผู้ร้องเรียนได้รับแจ้งทันที เว้นแต่บันทึกการงดแจ้งไว้ก่อน',
    en: 'Do you allow it? The complainant is then told at once, unless a bar to telling is recorded first.',
  },
  wasJustified: { th: 'การเปิดดูมีเหตุสมควรหรือไม่', en: 'Was the emergency a good reason?' },
};

export const RISK_WORDING: Record<RiskLevel | 'none', Bilingual> = {
  none: { th: 'ยังไม่ได้ประเมิน', en: 'Not assessed yet' },
  low: { th: 'ต่ำ', en: 'Low' },
  medium: { th: 'ปานกลาง', en: 'Medium' },
  high: { th: 'สูง', en: 'High' },
};

export const ANSWER_WORDING: Record<CheckInAnswer, Bilingual> = {
  well: { th: 'ปกติดี ไม่มีเหตุใดเกิดขึ้น', en: 'Well: nothing has happened' },
  worried: { th: 'กังวลว่าจะถูกกลั่นแกล้ง', en: 'Worried that somebody will retaliate' },
  harmed: { th: 'ถูกกลั่นแกล้งแล้ว', en: 'Harmed: somebody has retaliated' },
};

export const PERSONNEL_ACTION_WORDING: Record<PersonnelActionKind, Bilingual> = {
  transfer: { th: 'โยกย้าย', en: 'Transfer' },
  pay: { th: 'ค่าตอบแทน', en: 'Pay' },
  appraisal: { th: 'ประเมินผลการปฏิบัติงาน', en: 'Appraisal' },
  discipline: { th: 'วินัย', en: 'Discipline' },
  training: { th: 'อบรมหรือรับทุน', en: 'Training' },
};

export const ACCESS_STATUS_WORDING: Record<IdentityAccess['status'], Bilingual> = {
  asked: { th: 'รอพิจารณา', en: 'Waits for a decision' },
  refused: { th: 'ไม่อนุญาต', en: 'Refused' },
  withdrawn: { th: 'ถอนคำขอแล้ว', en: 'Withdrawn' },
  open: { th: 'เปิดอยู่', en: 'Open' },
  ended: { th: 'สิ้นสุดแล้ว', en: 'Ended' },
};

export const CHECK_IN_WORDING: Record<CheckIn['status'], Bilingual> = {
  planned: { th: 'กำหนดไว้', en: 'Planned' },
  asked: { th: 'สอบถามแล้ว รอคำตอบ', en: 'Asked, waiting for the answer' },
  'asked-again': { th: 'สอบถามซ้ำแล้ว', en: 'Asked a second time' },
  unanswered: { th: 'ไม่มีคำตอบ', en: 'Not answered' },
  settled: { th: 'ได้คำตอบแล้ว', en: 'Answered' },
};

export const ENDED_BECAUSE_WORDING: Record<'expired' | 'withdrawn' | 'conflict', Bilingual> = {
  expired: { th: 'ครบกำหนดเวลา', en: 'its time ran out' },
  withdrawn: { th: 'ถูกเพิกถอน', en: 'it was taken back' },
  conflict: { th: 'มีส่วนได้เสีย', en: 'of a conflict of interest' },
};

export const PROTECTION_EVENT_WORDING: Record<ProtectionEventType, Bilingual> = {
  ProtectionOpened: { th: 'เริ่มการคุ้มครอง', en: 'Protection began' },
  RiskAssessed: { th: 'ประเมินความเสี่ยงแล้ว', en: 'Risk assessed' },
  MeasureBegun: { th: 'เริ่มมาตรการคุ้มครอง', en: 'Measure begun' },
  MeasureProved: { th: 'บันทึกหลักฐานของมาตรการแล้ว', en: 'Proof of a measure recorded' },
  MeasureRanOut: { th: 'มาตรการครบกำหนด', en: 'Measure ran out' },
  MeasureEnded: { th: 'ยุติมาตรการแล้ว', en: 'Measure ended' },
  MessageToPerson: { th: 'ส่งข้อความถึงผู้ได้รับความคุ้มครอง', en: 'Message to the protected person' },
  IdentityAskedFor: { th: 'มีคำขอทราบตัวตน', en: 'Identity asked for' },
  IdentityAccessGiven: { th: 'เปิดสิทธิทราบตัวตน', en: 'Access to the identity opened' },
  IdentityAccessRefused: { th: 'ไม่อนุญาตให้ทราบตัวตน', en: 'Access to the identity refused' },
  IdentityRequestWithdrawn: { th: 'ถอนคำขอทราบตัวตน', en: 'Request for the identity withdrawn' },
  IdentityAccessEnded: { th: 'สิทธิทราบตัวตนสิ้นสุด', en: 'Access to the identity ended' },
  TellingBarred: { th: 'งดแจ้งผู้ร้องเรียน', en: 'Telling the complainant barred' },
  TellingAllowed: { th: 'ยกเลิกการงดแจ้งผู้ร้องเรียน', en: 'Telling the complainant allowed again' },
  EmergencyReviewed: { th: 'ทบทวนการเปิดดูกรณีฉุกเฉินแล้ว', en: 'Emergency reviewed' },
  WatchBegan: { th: 'เริ่มเฝ้าระวังหลังปิดเรื่อง', en: 'Watch after the closing began' },
  WatchSuspended: { th: 'พักการเฝ้าระวังเพราะเปิดเรื่องใหม่', en: 'Watch suspended: the case was reopened' },
  CheckInAsked: { th: 'สอบถามผู้ได้รับความคุ้มครอง', en: 'Check-in asked' },
  CheckInUnanswered: { th: 'ไม่มีคำตอบต่อการสอบถาม', en: 'Check-in not answered' },
  CheckInAnswered: { th: 'ผู้ได้รับความคุ้มครองตอบแล้ว', en: 'Check-in answered' },
  PersonContacted: { th: 'ติดต่อผู้ได้รับความคุ้มครองแล้ว', en: 'Person contacted' },
  PressureReported: { th: 'แจ้งว่าถูกกดดันให้ถอนเรื่อง', en: 'Pressure to withdraw reported' },
  EmploymentTold: {
    th: 'ผู้ร้องเรียนแจ้งว่าเป็นบุคลากรของหน่วยงานหรือไม่',
    en: 'The complainant told whether they work for the agency',
  },
  PersonnelActionFound: { th: 'พบคำสั่งด้านบุคคล', en: 'Personnel action found' },
  PersonnelActionJudged: { th: 'พิจารณาคำสั่งด้านบุคคลแล้ว', en: 'Personnel action judged' },
  ReminderRung: { th: 'ส่งคำเตือนก่อนครบกำหนด', en: 'Reminder sent' },
  EscalationRung: { th: 'รายงานความล่าช้าต่อผู้บังคับบัญชา', en: 'Escalated' },
  ClockExpired: { th: 'ครบกำหนดเวลา', en: 'Time limit passed' },
  ClocksReckoned: { th: 'คำนวณกำหนดเวลา', en: 'Due dates reckoned' },
  ProtectionEnded: { th: 'สิ้นสุดการคุ้มครอง', en: 'Protection ended' },
};
