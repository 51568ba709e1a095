import type { Role } from '#domain/policy/role.js';
import type { StaffRecord } from '#persistence/staff-store.js';

export interface DemonstrationPerson {
  id: string;
  name: string;
  position: string;
  role: Role;
  unit: string;
}

const person = (
  id: string,
  role: Role,
  unit: string,
  name: string,
  position: string,
): DemonstrationPerson => ({
  id,
  name,
  position,
  role,
  unit,
});

/** The staff of the demonstration agency, in units of the pack `trat-2565`. Nobody of these names is meant. */
export const DEMONSTRATION_PEOPLE: DemonstrationPerson[] = [
  person('governor', 'head-of-agency', 'agency', 'นายธีรวัฒน์ ศักดิ์สมุทร', 'ผู้ว่าราชการจังหวัดตราด'),

  person('desk-1', 'central-desk', 'damrongtham-centre', 'นางสาวปริยากร เกาะกูดทอง', 'นักวิชาการศูนย์ดำรงธรรม'),
  person('desk-2', 'central-desk', 'damrongtham-centre', 'นายกิตติภพ แหลมงอบสุข', 'เจ้าหน้าที่ศูนย์ดำรงธรรม'),
  person('head-centre', 'head-of-unit', 'damrongtham-centre', 'นางรัชนีวรรณ คลองใหญ่ดี', 'ผู้อำนวยการศูนย์ดำรงธรรม'),
  person('officer-centre-1', 'officer', 'damrongtham-centre', 'นายศุภณัฐ บ่อไร่ทรัพย์', 'เจ้าหน้าที่สืบสวน'),
  person('officer-centre-2', 'officer', 'damrongtham-centre', 'นางสาวมนัสวี เขาสมิงงาม', 'เจ้าหน้าที่สืบสวน'),

  person('auditor-1', 'auditor', 'internal-audit', 'นางอุบลวรรณ ท่าพริกไทย', 'ผู้ตรวจสอบภายใน'),
  person('auditor-2', 'auditor', 'internal-audit', 'นายพงศ์ภัค วังกระแจะ', 'ผู้ตรวจสอบภายใน'),

  person('head-office', 'head-of-unit', 'provincial-office', 'นายจักรกฤษณ์ หนองเสม็ดชัย', 'หัวหน้าสำนักงานจังหวัด'),
  person(
    'head-administration',
    'head-of-unit',
    'administration',
    'นางพิมพ์ลดา เนินทรายแก้ว',
    'หัวหน้ากลุ่มงานอำนวยการ',
  ),
  person(
    'officer-administration-1',
    'officer',
    'administration',
    'นายณัฐดนัย ตะกางรัตน์',
    'นักวิเคราะห์นโยบายและแผน',
  ),
  person('officer-administration-2', 'officer', 'administration', 'นางสาวชลิตา ชำรากสกุล', 'นักจัดการงานทั่วไป'),
  person('head-strategy', 'head-of-unit', 'strategy', 'นายวรเมธ ห้วงน้ำขาว', 'หัวหน้ากลุ่มงานยุทธศาสตร์'),
  person('officer-strategy-1', 'officer', 'strategy', 'นางสาวเบญญาภา อ่าวใหญ่วงศ์', 'นักวิเคราะห์นโยบายและแผน'),
  person('officer-strategy-2', 'officer', 'strategy', 'นายภูริภัทร แหลมกลัดเจริญ', 'นักวิเคราะห์นโยบายและแผน'),
  person(
    'head-human-resources',
    'head-of-unit',
    'human-resources',
    'นางกมลชนก ท่ากุ่มเนียม',
    'หัวหน้ากลุ่มงานบริหารทรัพยากรบุคคล',
  ),
  person('officer-human-resources-1', 'officer', 'human-resources', 'นายธนภูมิ สะตอหอม', 'นักทรัพยากรบุคคล'),
  person('officer-human-resources-2', 'officer', 'human-resources', 'นางสาวณิชารีย์ ประณีตเวฬุ', 'นักทรัพยากรบุคคล'),
  person('head-finance', 'head-of-unit', 'finance', 'นายสิรวิชญ์ เทพนิมิตผล', 'หัวหน้ากลุ่มงานการเงิน งบประมาณ และพัสดุ'),
  person('officer-finance-1', 'officer', 'finance', 'นางสาววริศรา ทุ่งนนทรี', 'นักวิชาการเงินและบัญชี'),
  person('officer-finance-2', 'officer', 'finance', 'นายปัณณวัฒน์ ช้างทูนกิจ', 'นักวิชาการพัสดุ'),

  person('head-public-services', 'head-of-unit', 'public-services', 'นายเดชาธร ด่านชุมพลศรี', 'ปลัดจังหวัดตราด'),
  person(
    'officer-public-services-1',
    'officer',
    'public-services',
    'นางสาวอภิชญา บ่อพลอยวิทย์',
    'เจ้าพนักงานปกครอง',
  ),
  person('officer-public-services-2', 'officer', 'public-services', 'นายรพีพัฒน์ นนทรีย์สถิต', 'เจ้าพนักงานปกครอง'),

  person('custodian-1', 'custodian', 'damrongtham-centre', 'นางวรัญญา แหลมศอกดี', 'นิติกร'),
  person('custodian-2', 'custodian', 'human-resources', 'นายอนุสรณ์ ท่าโสมงาม', 'นิติกร'),

  person('administrator-1', 'administrator', 'strategy', 'นายคณาธิป เกาะหมากเลิศ', 'นักวิชาการคอมพิวเตอร์'),
  person('administrator-2', 'administrator', 'strategy', 'นางสาวสุพิชชา ไม้รูดพันธุ์', 'นักวิชาการคอมพิวเตอร์'),
];

/** The person as a member of staff. */
export const demonstrationStaff = (
  { role, ...person }: DemonstrationPerson,
  account: Pick<StaffRecord, 'passwordHash' | 'createdAt'>,
): StaffRecord => ({
  ...person,
  ...account,
  username: person.id,
  email: `${person.id}@trat.example`,
  roles: [role],
  personnelRegime: 'ocsc',
  isActive: true,
});
