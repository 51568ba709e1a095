import { describe, expect, it } from '@jest/globals';
import type { StaffRecord } from '#persistence/staff-store.js';
import type { ComplaintInput } from './complaint-input.js';
import { DEMONSTRATION_PEOPLE, demonstrationStaff } from '../../infra/start/demonstration-people.js';
import { knownNames } from './known-names.js';
import { matchSubjects } from './name-matching.js';
import { withoutTitle } from './name-title.js';

const staff = (id: string, name: string, position: string, unit: string): StaffRecord => ({
  id,
  username: id,
  name,
  position,
  unit,
  email: '',
  roles: [],
  personnelRegime: 'civil-servant',
  isActive: true,
  passwordHash: null,
  createdAt: '2026-01-01T00:00:00.000Z',
});
const names = knownNames(
  [
    staff('somchai', 'นายสมชาย ใจดี', 'ผู้อำนวยการกองคลัง', 'finance'),
    staff('amphai', 'ร.ต.อ.หญิง อำไพ ศรีสุข', 'นักวิชาการเงิน', 'finance'),
    staff('other', 'นางสาวมานี มีนา', 'นักวิชาการเงิน', 'works'),
  ],
  [
    { id: 'finance', name: { th: 'กองคลัง', en: 'Finance Division' }, parent: null, isActive: true },
    { id: 'works', name: { th: 'กองช่าง', en: 'Works Division' }, parent: null, isActive: true },
  ],
);
const complaint = (changes: Partial<ComplaintInput>): ComplaintInput => ({
  category: 'corruption',
  subject: '',
  details: '',
  identity: { mode: 'anonymous' },
  ...changes,
});
const matched = (changes: Partial<ComplaintInput>): string[] =>
  matchSubjects(complaint(changes), names).persons;

describe('matching names to the staff directory', () => {
  it.each([
    ...['นายสมชาย ใจดี', 'สมชายใจดี', 'นาย สม\u200bชาย  ใจดี', 'ผอ.สมชาย ใจดี', 'คุณสมชาย', 'ใจดี', 'ไจดี'],
    ...['ดร สมชาย', 'ผศ.ดร.สมชาย', 'ว่าที่ ร.ต. สมชาย', 'ว่าที่ร้อยตรีสมชาย', 'ร.ต.อ สมชาย', 'ร. ต. อ. สมชาย'],
    ...[
      'นายกองเอก สมชาย',
      'จ่าสิบตำรวจสมชาย',
      'รองศาสตราจารย์ นายแพทย์สมชาย',
      'Mr.สมชาย',
      'นา\u200bย สมชาย',
      '(สมชาย)',
      'สมชาย–ใจดี',
    ],
  ])('finds the accused named as %s', (name) =>
    expect(matched({ accused: [{ name }] })).toEqual(['somchai']),
  );

  it.each(['คุณากร', 'นายิกา', 'สมชัยดี', 'สมหญิง', 'ดี', 'นาย', 'ร.ต.อ.', ''])('finds nobody under %j', (name) =>
    expect(matched({ accused: [{ name }] })).toEqual([]),
  );

  it('finds a name in the narrative, however it is spaced, and ำ however it is typed', () => {
    expect(matched({ details: 'เมื่อวานนายสมชาย  ใจดีเรียกเงิน' })).toEqual(['somchai']);
    expect(matched({ details: 'พบว่า อ\u0e4d\u0e32ไพศรีสุข รับเงิน' })).toEqual(['amphai']);
    expect(matched({ accused: [{ name: 'อ\u0e4d\u0e32ไพ' }] })).toEqual(['amphai']);
  });

  it('finds the holder of a post that one person holds', () => {
    expect(matched({ accused: [{ position: 'ผู้อำนวยการกองคลัง' }] })).toEqual(['somchai']);
    expect(matched({ accused: [{ position: 'นักวิชาการเงิน' }] })).toEqual([]);
    expect(matched({ accused: [{ position: 'นักวิชาการเงิน', unit: 'กองช่าง' }] })).toEqual(['other']);
  });

  it('takes a unit as accused only where nobody of it is', () => {
    const units = (changes: Partial<ComplaintInput>): string[] =>
      matchSubjects(complaint(changes), names).units;
    expect(units({ accused: [{ unit: 'กองคลัง' }] })).toEqual(['finance']);
    expect(units({ accused: [{ unit: 'กองคลัง', name: 'สมชาย' }] })).toEqual([]);
    expect(units({ unit: 'กองคลัง' })).toEqual([]);
  });

  it('knows a unit by its id as the pages give it', () => {
    const halls = knownNames(
      [],
      [{ id: 'human-resources', name: { th: 'กลุ่มงานบุคคล', en: '' }, parent: null, isActive: true }],
    );
    const accused = [{ unit: 'human-resources' }];
    expect(matchSubjects(complaint({ accused }), halls).units).toEqual(['human-resources']);
    expect(matchSubjects(complaint({ accused: [{}] }), halls).units).toEqual([]);
  });

  it('finds nobody where nobody is named', () => {
    expect(matched({ subject: 'ถนนชำรุด', details: 'มีหลุมบนถนน ประชาชนใจดีช่วยกัน' })).toEqual([]);
  });
});

const between = (text: string, mark: string): string => Array.from(text).join(mark);
const TONES = '[\u0e48-\u0e4b]';
const VOWELS = '[\u0e31\u0e34-\u0e39]';

/** Ways in which one and the same name gets typed. */
const WAYS: Record<string, (name: string) => string> = {
  'as in the directory': (name) => name,
  'with two spaces': (name) => name.replaceAll(' ', '  '),
  'without a space': (name) => name.replaceAll(' ', ''),
  'with a space that does not break': (name) => name.replaceAll(' ', '\u00a0'),
  'with a line broken between': (name) => name.replaceAll(' ', '\r\n'),
  'with zero-width spaces': (name) => between(name, '\u200b'),
  'with soft hyphens': (name) => between(name, '\u00ad'),
  'with marks of direction': (name) => `\u202a${name}\u202c`,
  'taken apart (NFD)': (name) => name.normalize('NFD'),
  'taken apart (NFKD)': (name) => name.normalize('NFKD'),
  'with ํ and า for ำ': (name) => name.replaceAll('\u0e33', '\u0e4d\u0e32'),
  'with the tone after ํ': (name) => name.replace(new RegExp(`(${TONES})\u0e33`, 'g'), '\u0e4d$1\u0e32'),
  'with the tone after ำ': (name) => name.replace(new RegExp(`(${TONES})\u0e33`, 'g'), '\u0e33$1'),
  'with the tone before the vowel': (name) => name.replace(new RegExp(`(${VOWELS})(${TONES})`, 'g'), '$2$1'),
  'with marks typed twice': (name) => name.replace(new RegExp(`${VOWELS}|${TONES}`, 'g'), '$&$&'),
  'with เเ for แ': (name) => name.replaceAll('\u0e41', '\u0e40\u0e40'),
  'without ์': (name) => name.replaceAll('\u0e4c', ''),
  'with ไ for ใ': (name) => name.replaceAll('\u0e43', '\u0e44'),
  'with ฤา for ฤๅ': (name) => name.replaceAll('\u0e45', '\u0e32'),
  'without the title': withoutTitle,
  'with another title': (name) => `ว่าที่ ร.ต.หญิง ดร. ${withoutTitle(name)}`,
  'with the nickname': (name) => `${name} (หนุ่ม)`,
};
const people = [
  ...DEMONSTRATION_PEOPLE.map((person) =>
    demonstrationStaff(person, { passwordHash: null, createdAt: '2026-01-01T00:00:00.000Z' }),
  ),
  staff('amphai', 'นางอำไพ น้ำใส', 'ครู', 'school'),
  staff('saengkaeo', 'นางแสงแก้ว ฤๅชัย', 'ครู', 'school'),
  staff('nithi', 'ศ.นิธิ์ ก่ำแก้ว', 'ครู', 'school'),
];
const directory = knownNames(people, []);
const found = (changes: Partial<ComplaintInput>): string[] =>
  matchSubjects(complaint(changes), directory).persons;

const unit = (id: string, th: string, en: string, parent: string | null = 'agency') => ({
  id,
  name: { th, en },
  parent,
  isActive: true,
});
const trat = knownNames(
  [
    ...people,
    { ...staff('gone', 'นายพิชิตชัย เกาะช้างน้อย', 'นายช่าง', 'strategy'), isActive: false, username: 'p.kochang' },
    staff('phatthana', 'นายพัฒนา เขาล้านสุข', 'นายช่าง', 'strategy'),
  ],
  [
    unit('agency', 'จังหวัดตราด', 'Trat Province', null),
    unit('damrongtham-centre', 'ศูนย์ดำรงธรรมจังหวัดตราด', 'Trat Damrongtham Centre'),
    unit('provincial-office', 'สำนักงานจังหวัดตราด', 'Trat Provincial Office'),
    unit('administration', 'กลุ่มงานอำนวยการ', 'General Administration Group', 'provincial-office'),
    unit('strategy', 'กลุ่มงานข้อมูลเพื่อการพัฒนาจังหวัด', 'Strategy Group', 'provincial-office'),
    unit('finance', 'กลุ่มงานการเงิน งบประมาณ และพัสดุ', 'Finance Group', 'provincial-office'),
  ],
  { th: 'ตราด', en: 'Trat' },
);
const near = (changes: Partial<ComplaintInput>): string[] => {
  const { persons, units } = matchSubjects(complaint(changes), trat);
  return [...persons, ...units.map((id) => `unit ${id}`)];
};
type Entry = NonNullable<ComplaintInput['accused']>[number];

describe('an entry of the accused', () => {
  it.each<[Entry, string[]]>([
    [{ name: 'แหลมงอบสุข กิตติภพ' }, ['desk-2']],
    [{ name: 'นายกิตติภพ (ต้น) แหลมงอบสุข' }, ['desk-2']],
    [{ name: 'กิตติภพ ศูนย์ดำรงธรรม' }, ['desk-2']],
    [{ name: '(ต้น) กิตติภพ [ฝ่ายรับเรื่อง] แหลมงอบสุข' }, ['desk-2']],
    [{ name: 'หัวหน้าฝ่าย (นายกิตติภพ แหลมงอบสุข)' }, ['desk-2']],
    [{ position: 'ผู้ว่าฯ ตราด' }, ['governor']],
    [{ position: 'ผู้ว่าฯ' }, ['governor']],
    [{ name: 'ผวจ.ตราด' }, ['governor']],
    [{ position: 'ผู้ว่าราชการ จ.ตราด' }, ['governor']],
    [{ position: 'รองผู้ว่าราชการจังหวัดตราด' }, []],
    [{ position: 'ผู้ว่าราชการจังหวัดตรัง' }, []],
    [{ position: 'ผู้ว่าจ้าง' }, []],
    [{ position: 'ผอ.ศูนย์ดำรงธรรม' }, ['head-centre']],
    [{ position: 'หน.กลุ่มงานยุทธศาสตร์' }, ['head-strategy']],
    [{ name: 'หัวหน้ากลุ่มงานการเงิน' }, ['head-finance']],
    [{ position: 'หัวหน้าการเงิน' }, ['head-finance']],
    [{ position: 'หัวหน้ากลุ่มงาน' }, []],
    [{ position: 'หัวหน้า' }, []],
    [{ position: 'ผู้อำนวยการโรงเรียน' }, []],
    [{ name: 'นายกิตติภพ แหลมงอบสุก' }, ['desk-2']],
    [{ name: 'กิตติพบ แหลมงอบสุข' }, ['desk-2']],
    [{ unit: 'นายกิตติภพ แหลมงอบสุข' }, ['desk-2']],
    [{ position: 'นายกิตติภพ แหลมงอบสุข' }, ['desk-2']],
    [{ name: 'นาย', position: 'เจ้าหน้าที่ กิตติภพ', unit: 'ศูนย์ดำรงธรรมจังหวัดตราด' }, ['desk-2']],
    [{ name: 'DESK–2' }, ['desk-2']],
    [{ name: 'governor' }, ['governor']],
    [{ name: 'นายพิชิตชัย' }, ['gone']],
    [{ name: 'กิตติ' }, []],
    [{ name: 'พัฒนา' }, ['phatthana']],
    [{ unit: 'กลุ่มงานข้อมูลเพื่อการพัฒนาจังหวัด' }, ['unit strategy']],
  ])('%j matches the people %j', (entry, ids) => expect(near({ accused: [entry] })).toEqual(ids));

  it.each<[Entry, string[]]>([
    [{ unit: 'ศูนย์ดำรงธรรม' }, ['unit damrongtham-centre']],
    [{ unit: 'ศูนย์ดำรงธรรม จ.ตราด' }, ['unit damrongtham-centre']],
    [{ unit: 'damrongtham-centre' }, ['unit damrongtham-centre']],
    [{ unit: 'Damrongtham' }, ['unit damrongtham-centre']],
    [{ name: 'ต้น', unit: 'ศูนย์ดำรงธรรม' }, ['unit damrongtham-centre']],
    [{ name: 'ต้น', position: 'เจ้าหน้าที่', unit: 'ศูนย์ดำรงธรรม' }, ['unit damrongtham-centre']],
    [{ position: 'จนท. ศูนย์ดำรงธรรม' }, ['unit damrongtham-centre']],
    [{ name: 'เจ้าหน้าที่ศูนย์ดำรงธรรมคนหนึ่ง' }, ['unit damrongtham-centre']],
    [{ name: 'สมศักดิ์ ใครไม่รู้', unit: 'ศูนย์ดำรงธรรมจังหวัดตราด' }, ['unit damrongtham-centre']],
    [{ name: 'กิตติภพ', unit: 'กลุ่มงานอำนวยการ' }, ['desk-2', 'unit administration']],
    [{ name: 'ต้น', unit: 'กลุ่มงานอำนวยการ สำนักงานจังหวัดตราด' }, ['unit administration']],
    [{ name: 'พิมพ์ลดา', unit: 'สำนักงานจังหวัด' }, ['head-administration']],
    [{ unit: 'จังหวัดตราด' }, []],
    [{ unit: 'Trat Province' }, []],
    [{ unit: 'จังหวัด' }, []],
    [{ unit: 'กลุ่มงาน' }, []],
    [{ unit: 'ตราด' }, []],
    [{ unit: 'สำนักงานที่ดินจังหวัดตราด' }, []],
  ])('%j matches the unit where it matches nobody of it: %j', (entry, ids) =>
    expect(near({ accused: [entry] })).toEqual(ids),
  );
});

describe('a narrative', () => {
  it.each<[string, string[]]>([
    ['ร้องเรียน desk-2 เรียกรับเงิน', ['desk-2']],
    ['ร้องเรียนdesk-2เรียกรับเงิน', ['desk-2']],
    ['write to desk-2@trat.example.', ['desk-2']],
    ['P.Kochang took money.', ['gone']],
    ['the frontdesk-2 and desk-21 and desk 2', []],
    ['the governor of the bank', []],
    ['กิตติภพ ศูนย์ดำรงธรรมจังหวัดตราด เรียกเงิน', ['desk-2']],
    ['นายกิตติภพ ทำงานอยู่ที่ศูนย์ดำรงธรรม เรียกเงิน', ['desk-2']],
    ['ที่ศูนย์ดำรงธรรม น.ส.ปริยากร เรียกเงิน', ['desk-1']],
    ['พิมพ์ลดา สำนักงานจังหวัด เรียกเงิน', ['head-administration']],
    ['กิตติภพ แห่งกลุ่มงานอำนวยการ เรียกเงิน', []],
    ['ไปกับกิตติภพ\nศูนย์ดำรงธรรมรับเรื่องแล้ว', []],
    ['ไปกับกิตติภพ. ศูนย์ดำรงธรรมรับเรื่องแล้ว', []],
    ['กิตติภพเป็นเพื่อนบ้านของข้าพเจ้าที่รู้จักกันมานาน ศูนย์ดำรงธรรมรับเรื่องแล้ว', []],
    ['กลุ่มงานข้อมูลเพื่อการพัฒนาจังหวัด ไม่ตอบ', []],
    ['ศูนย์ดำรงธรรมไม่ตอบ', []],
    ['นายสิรวิชญ์ (ต้น) เทพนิมิตผล เรียกเงิน', ['head-finance']],
    ['กิตติภพ (ต้น) ศูนย์ดำรงธรรม เรียกเงิน', ['desk-2']],
    ['ผู้ว่าราชการจังหวัดตราดเรียกเงิน', ['governor']],
    ['พบว่าผู้ว่าฯตราดรับเงิน', ['governor']],
    ['พบว่าท่านผู้ว่าตราดรับเงิน', ['governor']],
    ['ให้เงิน ผวจ. ตราด ทุกเดือน', ['governor']],
    ['ให้เงินปลัดจังหวัดตราดทุกเดือน', ['head-public-services']],
    ['ให้เงิน หน.กลุ่มงานยุทธศาสตร์ ทุกเดือน', ['head-strategy']],
    ['หัวหน้ากลุ่มงานการเงินเรียกเงิน', ['head-finance']],
    ['ผอ.ศูนย์ดำรงธรรมเรียกเงิน', ['head-centre']],
    ['เรียน ผู้ว่าราชการจังหวัดตราด\nถนนชำรุด', []],
    ['ถนนชำรุด\nกราบเรียนท่านผู้ว่าฯ ตราด โปรดช่วย', []],
    ['เรียน ผู้ว่าราชการจังหวัดตราด\nขอร้องเรียนผู้ว่าราชการจังหวัดตราด', ['governor']],
    ['รองผู้ว่าราชการจังหวัดตราดเรียกเงิน', []],
    ['ผู้ว่าราชการจังหวัดตรังเรียกเงิน', []],
    ['ผู้ว่าจ้างไม่จ่ายเงิน ลูกผอมลง ไปไหน.กลุ่มงานใดก็ไม่ทราบ', []],
    ['หัวหน้ากลุ่มงานเรียกเงิน', []],
    ['เจ้าหน้าที่ศูนย์ดำรงธรรมไม่รับเรื่อง', []],
    ['ผู้ตรวจสอบภายในเรียกเงิน', []],
  ])('%j matches %j', (details, ids) => expect(near({ details })).toEqual(ids));

  it('matches by what stands in the subject and in the place too', () => {
    expect(near({ subject: 'กิตติภพ ศูนย์ดำรงธรรม' })).toEqual(['desk-2']);
    expect(near({ place: 'กิตติภพ ศูนย์ดำรงธรรม' })).toEqual(['desk-2']);
  });
});

describe('a name of the directory', () => {
  it.each(Object.entries(WAYS))(
    '%s is found in a field and in the narrative, and nobody else is',
    (_, way) => {
      for (const { id, name } of people) {
        expect(found({ accused: [{ name: way(name) }] })).toEqual([id]);
        expect(found({ details: `พบว่า${way(name)}เรียกรับเงิน` })).toEqual([id]);
      }
    },
  );

  it('is not found under a name of which one letter is another', () => {
    for (const { name } of people) {
      const bare = withoutTitle(name);
      const letters = [...bare.matchAll(/[ก-ฮ]/g)].map(({ index }) => index);
      for (const at of letters)
        for (const letter of 'ฃฅฌ'.replaceAll(bare.charAt(at), ''))
          expect(found({ details: bare.slice(0, at) + letter + bare.slice(at + 1) })).toEqual([]);
    }
  });

  it('is found by given name or surname alone in a field, however it is typed', () => {
    for (const { id, name } of people)
      for (const part of withoutTitle(name).split(' '))
        for (const way of Object.values(WAYS))
          expect(found({ accused: [{ name: way(part).replace(' (หนุ่ม)', '') }] })).toContain(id);
  });
});
