import type { TaskKind } from '#domain/complaint/tasks.js';
import type { DataRequestTaskKind } from '#domain/data-request/notifications.js';
import type { ProtectionTaskKind } from '#domain/protection/tasks.js';
import type { Bilingual } from '#domain/policy/policy.js';

/** What a mail asks its reader to do. `mend-address` is the administrator's, of no case. */
export const ACTION_WORDING: Record<
  TaskKind | ProtectionTaskKind | DataRequestTaskKind | 'mend-address',
  Bilingual
> = {
  screen: { th: 'กลั่นกรองเรื่อง', en: 'Screen the complaint' },
  'decide-matches': { th: 'พิจารณาชื่อที่อาจตรงกับบุคลากร', en: 'Decide the matches to the staff directory' },
  'approve-rejection': { th: 'พิจารณาข้อเสนอไม่รับเรื่อง', en: 'Decide the proposed rejection' },
  assign: { th: 'มอบหมายเจ้าหน้าที่', en: 'Assign an officer' },
  'find-facts': { th: 'สืบข้อเท็จจริงและส่งรายงาน', en: 'Find the facts and submit the report' },
  decide: { th: 'พิจารณาสั่งการตามรายงาน', en: 'Decide on the report' },
  'tell-outcome': { th: 'แจ้งผลแก่ผู้ร้องเรียน', en: 'Tell the complainant the outcome' },
  close: { th: 'ปิดเรื่อง', en: 'Close the case' },
  'decide-review': { th: 'พิจารณาคำขอทบทวน', en: 'Decide the request for review' },
  'decide-extension': { th: 'พิจารณาคำขอขยายเวลา', en: 'Decide the request for an extension' },
  'read-message': { th: 'อ่านข้อความจากผู้ร้องเรียน', en: 'Read the message from the complainant' },
  'hand-to-outside-body': { th: 'ส่งมอบเรื่องให้องค์กรภายนอก', en: 'Hand the case to the outside body' },
  'assess-risk': { th: 'ประเมินความเสี่ยงที่ผู้ร้องเรียนจะถูกกลั่นแกล้ง', en: 'Assess the risk of retaliation' },
  'decide-access': { th: 'พิจารณาคำขอทราบตัวตนผู้ร้องเรียน', en: 'Decide the request to know an identity' },
  'review-emergency': { th: 'ทบทวนการเปิดดูตัวตนกรณีฉุกเฉิน', en: 'Review the access taken in an emergency' },
  'contact-person': { th: 'ติดต่อผู้ได้รับความคุ้มครองที่ไม่ตอบ', en: 'Reach the protected person, who did not answer' },
  'judge-personnel-action': {
    th: 'ตรวจสอบเหตุผลของคำสั่งด้านบุคคล',
    en: 'Examine the grounds of the personnel action',
  },
  'renew-measure': { th: 'ต่ออายุหรือยุติมาตรการคุ้มครอง', en: 'Renew or end the protection measure' },
  'answer-data-request': {
    th: 'ตอบคำขอข้อมูลส่วนบุคคล',
    en: 'Answer the request for personal data',
  },
  'decide-data-answer': {
    th: 'ตรวจคำตอบต่อคำขอข้อมูลส่วนบุคคลในฐานะผู้ตรวจคนที่สอง',
    en: 'Check the proposed answer to a request for personal data as the second person',
  },
  'mend-address': { th: 'แก้ไขที่อยู่อีเมลของผู้รับ', en: "Mend the recipient's address" },
};
