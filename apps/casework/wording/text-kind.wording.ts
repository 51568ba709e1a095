import type { Bilingual } from '#domain/policy/policy.js';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import type { Purpose } from '#vault/purpose.js';
import type { Language } from '#web/language/language.js';
import type { StaffCommandName, WORD_FIELDS } from '../commands/staff-command.js';
import type { PROTECTION_WORDS } from '../protection/commands/protection-command.js';

/** What a sealed text is: a part of the filing, what its words matched, or what was written since, by its field. */
type TextKind =
  | Exclude<Purpose, 'internal'>
  | 'matches'
  | 'evidence-name'
  | ComplainantWriting['kind']
  | (typeof WORD_FIELDS)[StaffCommandName][number]
  | NonNullable<(typeof PROTECTION_WORDS)[keyof typeof PROTECTION_WORDS]>
  | 'check-in'
  | 'package-purpose';

const TEXT_KIND_WORDING: Record<TextKind, Bilingual> = {
  narrative: { th: 'คำร้อง', en: 'The complaint' },
  subjects: { th: 'ผู้ถูกร้องเรียน', en: 'The accused' },
  identity: { th: 'ตัวตนของผู้ร้องเรียน', en: 'The complainant’s identity' },
  contact: { th: 'ช่องทางติดต่อผู้ร้องเรียน', en: 'The complainant’s contact' },
  matches: { th: 'ชื่อที่ตรงกับบุคลากร', en: 'Matched names' },
  'evidence-name': { th: 'ชื่อไฟล์หลักฐาน', en: 'Name of a file of evidence' },
  evidence: { th: 'หลักฐาน', en: 'Evidence' },
  message: { th: 'ข้อความ', en: 'Message' },
  review: { th: 'คำขอทบทวน', en: 'Request for review' },
  withdrawal: { th: 'คำขอถอนเรื่อง', en: 'Withdrawal' },
  note: { th: 'บันทึก', en: 'Note' },
  explanation: { th: 'คำชี้แจง', en: 'Explanation' },
  answer: { th: 'คำตอบ', en: 'Answer' },
  question: { th: 'คำถามถึงผู้ร้องเรียน', en: 'Question' },
  reason: { th: 'เหตุผล', en: 'Reason' },
  subject: { th: 'ผู้ถูกร้องเรียนที่เพิ่ม', en: 'Accused added' },
  text: { th: 'ข้อค้นพบหรือผลการพิจารณาสั่งการ', en: 'Finding or decision' },
  report: { th: 'รายงาน', en: 'Report' },
  receiver: { th: 'ผู้รับมอบ', en: 'Receiver' },
  carrier: { th: 'ผู้ส่งมอบ', en: 'Who handed it over' },
  'package-purpose': { th: 'วัตถุประสงค์ของชุดเอกสารผนึก', en: 'Purpose of a sealed package' },
  witness: { th: 'พยาน', en: 'Witness' },
  words: { th: 'หนังสือแจ้งผู้ถูกร้องเรียน', en: 'Letter to the accused' },
  outcome: { th: 'ผลที่แจ้งผู้ร้องเรียน', en: 'Outcome' },
  assessment: { th: 'การประเมินความเสี่ยง', en: 'Risk assessment' },
  proof: { th: 'หลักฐานของมาตรการคุ้มครอง', en: 'Proof of a measure' },
  ground: { th: 'เหตุทางกฎหมายที่งดแจ้ง', en: 'Legal bar to telling' },
  'check-in': { th: 'คำตอบต่อการสอบถาม', en: 'Answer to a check-in' },
  disciplineOutcome: { th: 'ผลทางวินัย', en: 'Outcome of discipline' },
};

/** The kind itself where an old ledger holds one no longer known. */
export const textKindName = (kind: string, language: Language): string =>
  kind in TEXT_KIND_WORDING ? TEXT_KIND_WORDING[kind as TextKind][language] : kind;
