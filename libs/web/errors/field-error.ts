import type { Bilingual } from '#domain/policy/policy.js';
import { phrase, type Language } from '../language/language.js';
import type { FieldError, FieldErrorCode } from './problem.js';

const FIELD_ERROR_WORDING: Record<FieldErrorCode, Bilingual> = {
  required: { th: 'ต้องระบุ', en: 'must be given' },
  'wrong-type': { th: 'ชนิดข้อมูลไม่ถูกต้อง', en: 'has the wrong type' },
  'too-long': { th: 'ยาวเกิน {maximum} อักขระ', en: 'is longer than {maximum} characters' },
  'too-short': { th: 'สั้นกว่า {minimum} อักขระ', en: 'is shorter than {minimum} characters' },
  'too-many': { th: 'มีได้ไม่เกิน {maximum} รายการ', en: 'has more than {maximum} entries' },
  'not-allowed': { th: 'ไม่อยู่ในค่าที่กำหนด', en: 'is not one of the values possible' },
  'unknown-field': { th: 'ไม่รู้จักช่องข้อมูลนี้', en: 'is not a field of this request' },
  'control-characters': { th: 'มีอักขระควบคุมที่ใช้ไม่ได้', en: 'contains control characters' },
  'not-a-date': { th: 'ไม่ใช่วันที่ที่มีจริง', en: 'is not a real date' },
  'in-the-future': { th: 'เป็นวันในอนาคต', en: 'is in the future' },
  'date-out-of-range': {
    th: 'ต้องเป็นวันตั้งแต่ {from} ถึง {to}',
    en: 'must be a day from {from} to {to}',
  },
  'not-a-number': { th: 'ไม่ใช่ตัวเลข', en: 'is not a number' },
  'out-of-range': { th: 'อยู่นอกช่วงที่กำหนด', en: 'is out of range' },
  'national-id': { th: 'ไม่ใช่เลขประจำตัวประชาชนที่ถูกต้อง', en: 'is not a valid national ID number' },
  email: { th: 'ไม่ใช่ที่อยู่อีเมล', en: 'is not an e-mail address' },
  'agency-mailbox': {
    th: 'เป็นอีเมลของหน่วยงาน ซึ่งผู้อื่นอาจเปิดอ่านได้ จึงใช้ได้เฉพาะผู้ที่เปิดเผยชื่อ',
    en: 'is a mailbox of the agency, which others may read: it serves only whoever is named',
  },
  invalid: { th: 'ไม่ถูกต้อง', en: 'is not valid' },
};

/** What is wrong, to follow the field's name: `is longer than 200 characters`. */
export const fieldErrorText = ({ code, params }: FieldError, language: Language): string =>
  phrase(FIELD_ERROR_WORDING[code], language, params);
