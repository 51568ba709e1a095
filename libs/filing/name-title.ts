import { respelt } from './thai-spelling.js';

const TIERS = '(?:เอก|โท|ตรี)';
/** Regular expressions; the longer title stands before the one that it begins with. */
const WORDS = [
  'นางสาว',
  `นาย(?:หมวด|กอง)(?:ใหญ่|${TIERS})`,
  'นายแพทย์',
  'นาย',
  'นาง',
  'เด็กชาย',
  'เด็กหญิง',
  'คุณ',
  'ว่าที่',
  `(?:พล|พัน|ร้อย)(?:ตำรวจ|อากาศ)?${TIERS}`,
  `(?:พลเรือ|พลอากาศ|นาวา|นาวาอากาศ|เรือ|เรืออากาศ|พันจ่า|พันจ่าอากาศ|จ่า|จ่าอากาศ|จ่าสิบ|สิบ|สิบตำรวจ)${TIERS}`,
  'จ่าสิบตำรวจ',
  'ดาบตำรวจ',
  'พลตำรวจ',
  'พลทหาร',
  '(?:ผู้ช่วย|รอง)?ศาสตราจารย์',
  '(?:ทันต|สัตว)?แพทย์หญิง',
  '(?:ทันต|สัตว)แพทย์',
  'เภสัชกร(?:หญิง)?',
  'ดอกเตอร์',
  'หม่อม(?:หลวง|ราชวงศ์|เจ้า)',
].map(respelt);

/** น.ส. and ร.ต.อ.หญิง; with its last dot left out, or written without dots, only where a space follows. */
const ABBREVIATED = [
  String.raw`(?:[ก-ฮ]{1,3}\s*\.\s*)+(?:หญิง\s*)?(?![ก-ฮ]\s)`,
  String.raw`[ก-ฮ]{1,2}(?:\.[ก-ฮ]{1,2})+\s+`,
  String.raw`(?:นส|ดร|ผศ|รศ|ผอ)\s+`,
  String.raw`(?:mr|mrs|ms|miss|dr)(?:\.\s*|\s+)`,
];

/** What follows a title is a letter: คุณากร and นายิกา are names. */
const TITLES = new RegExp(
  String.raw`^(?:${ABBREVIATED.join('|')}|(?:${WORDS.join('|')})(?:หญิง)?(?![\u0e30-\u0e3a\u0e47-\u0e4e])\s*)`,
);

/** The name in one spelling, without the titles and ranks before it, however many. */
export function withoutTitle(name: string): string {
  let rest = respelt(name).trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(TITLES, '');
  }
  return rest;
}
