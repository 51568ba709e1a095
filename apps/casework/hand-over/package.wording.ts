import type { Bilingual } from '#domain/policy/bilingual.js';

/** Why something of the case is not in a package. */
export type LeftOut =
  | 'identity-confidential'
  | 'identity-not-for-maker'
  | 'identity-anonymous'
  | 'internal'
  | 'witnesses'
  | 'original'
  | 'quarantined'
  | 'unreadable';

export const LEFT_OUT_WORDING: Record<LeftOut, Bilingual> = {
  'identity-confidential': {
    th: 'ตัวตนและช่องทางติดต่อของผู้ร้องเรียน ซึ่งขอปกปิดไว้ ผู้คุ้มครองผู้ร้องเรียนของหน่วยงานเปิดเผยได้ตามขั้นตอนเฉพาะเท่านั้น',
    en: 'The complainant’s identity and contact, given in confidence: the agency’s custodian opens them by a procedure of its own',
  },
  'identity-not-for-maker': {
    th: 'ตัวตนและช่องทางติดต่อของผู้ร้องเรียน ซึ่งผู้จัดทำชุดเอกสารนี้ไม่มีสิทธิเปิด ขอได้จากผู้คุ้มครองผู้ร้องเรียนของหน่วยงานตามขั้นตอนเฉพาะ',
    en: 'The complainant’s identity and contact, which whoever made this package may not open: ask the agency’s custodian, who has a procedure of its own',
  },
  'identity-anonymous': {
    th: 'ผู้ร้องเรียนไม่ได้แจ้งตัวตนไว้ ช่องทางติดต่อที่อาจแจ้งไว้ ผู้คุ้มครองผู้ร้องเรียนของหน่วยงานดูแลตามขั้นตอนเฉพาะ',
    en: 'The complainant did not say who they are; a contact that may have been left is the matter of the agency’s custodian, by a procedure of its own',
  },
  internal: {
    th: 'บันทึกภายในของหน่วยงาน และเหตุที่บุคลากรถอนตัวหรือถูกกันออก',
    en: 'The agency’s internal notes, and why members of staff stepped aside or were kept out',
  },
  witnesses: {
    th: 'พยานที่ต้องคุ้มครอง ขอได้จากผู้คุ้มครองผู้ร้องเรียนของหน่วยงาน',
    en: 'Witnesses who are protected: ask the agency’s custodian',
  },
  original: {
    th: 'ต้นฉบับของไฟล์หลักฐานที่เก็บผนึกไว้เป็นพยานหลักฐาน ชุดนี้มีเฉพาะสำเนาที่ลบข้อมูลแฝงแล้ว',
    en: 'The untouched originals of evidence, which are kept sealed as proof: here are the copies without hidden data',
  },
  quarantined: {
    th: 'ไฟล์หลักฐานที่พบโปรแกรมอันตราย',
    en: 'A file of evidence in which a harmful program was found',
  },
  unreadable: {
    th: 'ไฟล์หลักฐานที่เปิดอ่านไม่ได้แล้ว',
    en: 'A file of evidence that can no longer be opened',
  },
};

/** The words of the cover letter. */
export const LETTER_WORDING = {
  title: { th: 'หนังสือนำส่งเรื่องร้องเรียน', en: 'Cover letter of a complaint that is handed over' },
  why: {
    th: 'ผู้มีอำนาจพิจารณาเรื่องนี้ในหน่วยงานถูกกันออกจากเรื่องทั้งหมด หน่วยงานจึงส่งมอบเรื่องให้ท่านพิจารณาต่อไป ผู้ที่ถูกกล่าวถึงในเรื่องยังถือว่าไม่ได้กระทำการใดจนกว่าจะมีผลการพิจารณา',
    en: 'Everybody in the agency who could decide this matter is kept out of it, so it is handed over to you. Nobody named in it is taken to have done anything before a decision.',
  },
  from: { th: 'จากหน่วยงาน', en: 'From the agency' },
  to: { th: 'ถึง', en: 'To' },
  reference: { th: 'เลขอ้างอิง', en: 'Reference' },
  filedAt: { th: 'ยื่นเมื่อ', en: 'Filed at' },
  category: { th: 'ประเภทเรื่อง', en: 'Category' },
  madeBy: { th: 'ผู้จัดทำและส่งมอบ', en: 'Made and handed over by' },
  madeAt: { th: 'จัดทำเมื่อ', en: 'Made at' },
  purpose: { th: 'วัตถุประสงค์', en: 'Purpose' },
  contents: { th: 'รายการไฟล์ในชุดเอกสาร', en: 'What is in the package' },
  file: { th: 'ไฟล์', en: 'File' },
  bytes: { th: 'ขนาด (ไบต์)', en: 'Bytes' },
  leftOut: { th: 'สิ่งที่ไม่ได้ใส่ไว้', en: 'What was left out' },
  checking: { th: 'การตรวจสอบ', en: 'How to check it' },
  checkingText: {
    th: 'ค่า SHA-256 ของแต่ละไฟล์คำนวณซ้ำได้ ในไฟล์ ledger/case.jsonl แต่ละบรรทัดมี hash เป็นค่า SHA-256 ของรายการ JSON [stream, seq, type, schemaVersion, at, actor, body, commandId, prevHash] และ prevHash ตรงกับ hash ของบรรทัดก่อน บรรทัดที่มี withheld ไม่ได้ใส่ body ไว้ จึงคำนวณ hash ของบรรทัดนั้นซ้ำจากชุดเอกสารนี้ไม่ได้ แต่บรรทัดถัดไปยังต่อจาก hash นั้น ไฟล์ ledger/commitments.json แสดงว่าข้อความที่ยื่นไว้คือข้อความใด: HMAC-SHA-256 ของ text ด้วย salt ตรงกับค่าในบรรทัดแรก ค่า SHA-256 ของชุดเอกสารที่เข้ารหัสทั้งชุดบันทึกไว้ในบัญชีเหตุการณ์ของหน่วยงาน',
    en: 'The SHA-256 of each file can be taken again. In ledger/case.jsonl the hash of each line is the SHA-256 of the JSON list [stream, seq, type, schemaVersion, at, actor, body, commandId, prevHash], and its prevHash is the hash of the line before. A line that says withheld is without its body: its hash cannot be taken again from this package, and the next line still follows it. ledger/commitments.json shows which words were filed: the HMAC-SHA-256 of each text under its salt stands in the first line. The SHA-256 of the whole encrypted package is in the agency’s ledger.',
  },
} as const satisfies Record<string, Bilingual>;

/** The labels in the text files, which hold both languages at once. */
export const TEXT_WORDING = {
  subject: { th: 'เรื่อง', en: 'Subject' },
  details: { th: 'รายละเอียด', en: 'Details' },
  occurredOn: { th: 'วันที่เกิดเหตุ', en: 'Day' },
  place: { th: 'สถานที่', en: 'Place' },
  unit: { th: 'หน่วยงานที่เกิดเหตุ', en: 'Unit where it happened' },
  letterNumber: { th: 'เลขรับหนังสือ', en: 'Letter number' },
  accused: { th: 'ผู้ถูกร้องเรียน', en: 'Complained about' },
  name: { th: 'ชื่อผู้ร้องเรียน', en: 'Complainant' },
  nationalId: { th: 'เลขประจำตัวประชาชน', en: 'National ID' },
  phone: { th: 'โทรศัพท์', en: 'Telephone' },
  email: { th: 'อีเมล', en: 'E-mail' },
  address: { th: 'ที่อยู่', en: 'Address' },
  complainant: { th: 'ผู้ร้องเรียน', en: 'The complainant' },
  unreadable: { th: 'เปิดอ่านไม่ได้แล้ว', en: 'can no longer be opened' },
} as const satisfies Record<string, Bilingual>;
