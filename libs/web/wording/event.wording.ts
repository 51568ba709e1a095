import type { EventType } from '#domain/complaint/complaint-event.js';
import type { Bilingual } from '#domain/policy/policy.js';
import type { Language } from '../language/language.js';

export const EVENT_WORDING: Record<EventType, Bilingual> = {
  ComplaintReceived: { th: 'ได้รับเรื่อง', en: 'Complaint received' },
  MatchesFound: { th: 'พบชื่อตรงกับบัญชีเจ้าหน้าที่', en: 'Names matched to the staff directory' },
  ChainBypassed: {
    th: 'กันผู้ที่ดูแลเรื่องแรกออกจากเรื่องนี้',
    en: 'Those who have the first case kept out of this one',
  },
  WitnessNamed: { th: 'ระบุพยานที่ต้องคุ้มครอง', en: 'Witness named, to be protected' },
  ScreeningGivenTo: { th: 'มอบผู้กลั่นกรองเรื่อง', en: 'Screening given to another' },
  MatchDecided: { th: 'พิจารณาการตรงกันของชื่อแล้ว', en: 'Match of a name decided' },
  ComplaintAccepted: { th: 'รับเรื่องไว้พิจารณา', en: 'Complaint accepted' },
  RejectionProposed: { th: 'เสนอไม่รับเรื่อง', en: 'Rejection proposed' },
  RejectionDeclined: { th: 'ไม่อนุมัติการไม่รับเรื่อง', en: 'Rejection declined' },
  ComplaintRejected: { th: 'ไม่รับเรื่องไว้พิจารณา', en: 'Complaint rejected' },
  ComplaintReferred: { th: 'ส่งต่อหน่วยงานอื่น', en: 'Complaint referred' },
  ReferralAnswered: { th: 'ได้รับคำตอบจากหน่วยงานที่ส่งต่อ', en: 'Referral answered' },
  InformationRequested: { th: 'ขอข้อมูลเพิ่มเติม', en: 'Information requested' },
  InformationReceived: { th: 'ได้รับข้อมูลเพิ่มเติม', en: 'Information received' },
  MessageFromComplainant: { th: 'ได้รับข้อความจากผู้ร้องเรียน', en: 'Message from the complainant' },
  MessageToComplainant: { th: 'ส่งข้อความถึงผู้ร้องเรียน', en: 'Message to the complainant' },
  CaseAssigned: { th: 'มอบหมายเจ้าหน้าที่', en: 'Case assigned' },
  AssignmentEnded: { th: 'สิ้นสุดการมอบหมาย', en: 'Assignment ended' },
  OfficerRelieved: { th: 'เจ้าหน้าที่พ้นจากเรื่อง', en: 'Officer relieved of the case' },
  TakenBackFromUnit: { th: 'เรียกเรื่องคืนจากหน่วยงาน', en: 'Taken back from the unit' },
  AccusedAdded: { th: 'เพิ่มผู้ถูกร้องเรียน', en: 'Accused added' },
  ConflictDeclared: { th: 'แจ้งเหตุขัดกันแห่งผลประโยชน์', en: 'Conflict of interest declared' },
  FindingRecorded: { th: 'บันทึกข้อค้นพบ', en: 'Finding recorded' },
  ExtensionRequested: { th: 'ขอขยายเวลา', en: 'Extension requested' },
  ExtensionGranted: { th: 'อนุมัติขยายเวลา', en: 'Extension granted' },
  ExtensionRefused: { th: 'ไม่อนุมัติขยายเวลา', en: 'Extension refused' },
  ReportSubmitted: { th: 'ส่งรายงานผลการสืบหาข้อเท็จจริง', en: 'Report submitted' },
  ReportReturned: { th: 'ส่งรายงานคืนให้สืบเพิ่มเติม', en: 'Report returned for more' },
  DecisionMade: { th: 'พิจารณาสั่งการแล้ว', en: 'Decision made' },
  HandedToDiscipline: { th: 'ส่งดำเนินการทางวินัย', en: 'Handed to discipline' },
  HandedToOutsideBody: { th: 'ส่งมอบหน่วยงานภายนอก', en: 'Handed to the outside body' },
  OutcomeTold: { th: 'แจ้งผลแก่ผู้ร้องเรียน', en: 'Outcome told' },
  CaseClosed: { th: 'ปิดเรื่อง', en: 'Case closed' },
  ReviewRequested: { th: 'ผู้ร้องเรียนขอให้ทบทวน', en: 'Review requested' },
  ComplaintWithdrawn: { th: 'ผู้ร้องเรียนขอถอนเรื่อง', en: 'Complaint withdrawn' },
  PressureReported: { th: 'ผู้ร้องเรียนแจ้งว่าถูกกดดันให้ถอนเรื่อง', en: 'Pressure to withdraw reported' },
  CaseReopened: { th: 'เปิดเรื่องใหม่', en: 'Case reopened' },
  CaseFinalised: { th: 'เรื่องสิ้นสุด', en: 'Case finalised' },
  LinkedToLeader: { th: 'เชื่อมกับเรื่องหลัก', en: 'Linked to a leading case' },
  ExclusionsTaken: {
    th: 'กันผู้เกี่ยวข้องออกตามเรื่องที่เชื่อมกัน',
    en: 'Those kept out of a linked case kept out here too',
  },
  Unlinked: { th: 'ยกเลิกการเชื่อมเรื่อง', en: 'Unlinked' },
  NoteAdded: { th: 'เพิ่มบันทึก', en: 'Note added' },
  ReminderRung: { th: 'ส่งคำเตือนก่อนครบกำหนด', en: 'Reminder sent' },
  EscalationRung: { th: 'รายงานความล่าช้าต่อผู้บังคับบัญชา', en: 'Escalated' },
  ClockExpired: { th: 'ครบกำหนดเวลา', en: 'Time limit passed' },
  CalendarApplied: { th: 'ใช้ปฏิทินวันหยุดใหม่', en: 'Calendar applied' },
  ClocksReckoned: { th: 'คำนวณกำหนดเวลา', en: 'Due dates reckoned' },
};

/** An event's name in the language; the type itself where an old ledger holds one no longer known. */
export const eventText = (type: string, language: Language): string =>
  type in EVENT_WORDING ? EVENT_WORDING[type as EventType][language] : type;
