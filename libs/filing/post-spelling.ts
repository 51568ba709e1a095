import { joined, lettersOf, respelt } from './thai-spelling.js';

const [HEAD, DIRECTOR, GOVERNOR, GOVERNOR_IN_SHORT, CENTRE, BUREAU] = [
  'หัวหน้า',
  'ผู้อำนวยการ',
  'ผู้ว่าราชการจังหวัด',
  'ผู้ว่า',
  'ศูนย์',
  'สำนัก',
].map(respelt) as [string, string, string, string, string, string];
const HEADS = [HEAD, DIRECTOR, GOVERNOR];
/** เจ้าหน้าที่ศูนย์ดำรงธรรม is somebody of the centre, whoever has that for a post. */
const ANYBODYS = ['เจ้าหน้าที่', 'เจ้าพนักงาน', 'พนักงาน', 'ข้าราชการ'].map(joined);
const DEPUTIES = ['รอง', 'ผู้ช่วย'].map(joined);

/** Abbreviations, with dots or where what follows shows what they are: ผอม and ไหน are words. */
const ABBREVIATED = new RegExp(
  [
    String.raw`(?<head>(?<![ก-๎])หน\.\s*)`,
    String.raw`(?<director>ผอ(?:\.\s*|\s+|(?=กอง|${CENTRE}|${BUREAU}|โรงเรียน)))`,
    String.raw`(?:ผวจ\.?|${GOVERNOR_IN_SHORT}(?:ฯ|ราชการ))\s*(?:จังหวัด|จ\.)?\s*`,
    String.raw`${GOVERNOR_IN_SHORT}\s*(?:จังหวัด|จ\.)\s*`,
  ].join('|'),
  'g',
);
/** Fewer letters after หัวหน้า say nothing of whose head is meant. */
const SHORTEST_OF_REST = 5;
/** A post is cut at its first space only where more is left than หัวหน้ากลุ่มงาน or ผู้อำนวยการสำนักงาน. */
const SHORTEST_CUT = 22;

/** The text, in the one spelling, with the usual abbreviations of posts written out. */
export const postsWrittenOut = (spelt: string): string =>
  spelt.replace(ABBREVIATED, (...match) => {
    const { head, director } = match.at(-1) as Record<string, string | undefined>;
    if (head !== undefined) return HEAD;
    return director === undefined ? GOVERNOR : DIRECTOR;
  });

/** A post in letters alone, written out. */
export const postOf = (text: string): string => lettersOf(postsWrittenOut(respelt(text)));

/** How a post of the directory is written: whole, up to its first space where that says enough, ผู้ว่า for the governor. */
export function spellingsOfPost(position: string): string[] {
  const whole = postOf(position);
  if (whole === '') return [];
  const cut = lettersOf(postsWrittenOut(respelt(position)).trim().split(/\s/)[0] ?? '');
  const short = whole.startsWith(GOVERNOR) && GOVERNOR_IN_SHORT + whole.slice(GOVERNOR.length);
  return [
    ...new Set([
      whole,
      ...(HEADS.some((head) => cut.startsWith(head)) && cut.length >= SHORTEST_CUT ? [cut] : []),
      ...(short !== false && short !== GOVERNOR_IN_SHORT ? [short] : []),
    ]),
  ];
}

/** หัวหน้าการเงิน, for หัวหน้ากลุ่มงานการเงิน. */
const withoutKind = (post: string): string =>
  post.replace(new RegExp(`^(${HEAD})(?:กลุ่มงาน|กลุ่ม|ฝ่าย|งาน)`), '$1');

/** Whether somebody who wrote this means a head's post that begins so. */
export function beginsPost(written: string, post: string): boolean {
  const head = HEADS.find((one) => written.startsWith(one));
  if (head === undefined) return false;
  const short = withoutKind(written);
  if (head !== GOVERNOR && short.length < head.length + SHORTEST_OF_REST) return false;
  return withoutKind(post).startsWith(short);
}

/** Whether the post, in letters alone, says no more than that somebody works there. */
export const isAnybodys = (post: string): boolean => ANYBODYS.some((word) => post.startsWith(word));

/** Whether the post that stands there in the text, in letters alone, is that of a deputy. */
export const isDeputys = (text: string, at: number): boolean =>
  DEPUTIES.some((deputy) => text.endsWith(deputy, at));
