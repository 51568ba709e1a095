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
  'not-in-numbers': {
    th: 'ต้องเป็นวัน เดือน และปีเป็นตัวเลข ปีสี่หลัก',
    en: 'needs day, month and four-digit year in numbers',
  },
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
  'file-empty': { th: '“{name}” เป็นไฟล์ว่าง', en: '“{name}” is empty' },
  'file-too-big': {
    th: '“{name}” ใหญ่เกิน {limit} เมกะไบต์ต่อไฟล์',
    en: '“{name}” is larger than the {limit} MB that one file may have',
  },
  'file-case-full': {
    th: '“{name}” ทำให้ไฟล์ทั้งหมดเกิน {limit} เมกะไบต์ ส่งส่วนที่เหลือเป็นสื่อบันทึกข้อมูลที่หน่วยงานได้',
    en: '“{name}” would take all files together above {limit} MB; hand the rest to the agency on a medium of your own',
  },
  'file-too-many-files': {
    th: '“{name}” เกินจำนวน {limit} ไฟล์ต่อครั้ง ส่งไฟล์ที่เหลือในครั้งถัดไป',
    en: '“{name}” is more than {limit} files at once; send the rest after these',
  },
  'file-wrong-type': {
    th: '“{name}” เป็นไฟล์ชนิดที่รับไม่ได้ ส่งเป็นภาพ PDF เอกสารสำนักงาน เสียง วิดีโอ หรือข้อความ',
    en: '“{name}” is of a kind that is not taken: send a picture, PDF, office document, sound, video or plain text',
  },
  'file-polyglot': {
    th: '“{name}” มีไฟล์อีกชนิดซ่อนอยู่ข้างใน บันทึกใหม่จากโปรแกรมที่ใช้ทำแล้วส่งอีกครั้ง',
    en: '“{name}” hides a file of another kind: save it anew in the program that made it, and send that',
  },
  'file-zip-bomb': {
    th: '“{name}” ขยายออกแล้วใหญ่เกินไป จึงไม่ปลอดภัยที่จะเปิด',
    en: '“{name}” unpacks to so much that nobody could open it safely',
  },
  'file-broken': {
    th: '“{name}” เสียหรือเปิดไม่ได้ ตรวจดูแล้วส่งอีกครั้ง',
    en: '“{name}” is damaged or locked and cannot be opened: look at it and send it again',
  },
  'file-has-macros': {
    th: '“{name}” มีโปรแกรม (มาโคร) อยู่ข้างใน บันทึกแบบไม่มีมาโครหรือเป็น PDF แล้วส่งอีกครั้ง',
    en: '“{name}” has programs (macros) in it: save it without them, or as a PDF, and send that',
  },
  'file-not-cleaned': {
    th: '“{name}” ลบข้อมูลแฝงไม่ได้ จึงไม่รับตามที่ขอไว้',
    en: '“{name}” cannot be freed of what it says about its maker, and so was not taken, as asked',
  },
  invalid: { th: 'ไม่ถูกต้อง', en: 'is not valid' },
};

/** What is wrong, to follow the field's name: `is longer than 200 characters`. */
export const fieldErrorText = ({ code, params }: FieldError, language: Language): string =>
  phrase(FIELD_ERROR_WORDING[code], language, params);
