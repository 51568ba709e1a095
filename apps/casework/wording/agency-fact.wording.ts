import type { Bilingual } from '#domain/policy/policy.js';
import type { Proposal } from '#persistence/proposed-change-store.js';
import type { Language } from '#web/language/language.js';

/** What administrators did and what happened to accounts, as the ledger has it. */
const AGENCY_FACT_WORDING = {
  UnitSaved: { th: 'เพิ่มหรือแก้ไขหน่วยงาน', en: 'Unit added or changed' },
  StaffAdded: { th: 'เพิ่มบุคลากร', en: 'Person added' },
  StaffChanged: { th: 'แก้ไขข้อมูลบุคลากร', en: 'Person changed' },
  InvitationSent: { th: 'ส่งคำเชิญ', en: 'Invitation sent' },
  InvitationWithdrawn: { th: 'ถอนคำเชิญ', en: 'Invitation withdrawn' },
  AccessReset: { th: 'เริ่มการเข้าใช้บัญชีใหม่', en: 'Access set to begin anew' },
  ChangeProposed: { th: 'เสนอการเปลี่ยนแปลงที่ต้องให้ผู้อื่นอนุมัติ', en: 'Change proposed that needs a second person' },
  ChangeApproved: { th: 'อนุมัติการเปลี่ยนแปลง', en: 'Change approved' },
  ChangeRefused: { th: 'ไม่อนุมัติหรือถอนการเปลี่ยนแปลง', en: 'Change refused or taken back' },
  FirstAdministratorLinkMade: { th: 'ออกลิงก์สำหรับผู้ดูแลระบบ', en: 'Link for an administrator made' },
  FirstAdministratorAdded: { th: 'ผู้ดูแลระบบเปิดบัญชีด้วยลิงก์', en: 'Administrator began by the link' },
  DelegationAdded: { th: 'เพิ่มการรักษาการแทน', en: 'Delegation added' },
  DelegationRemoved: { th: 'ยกเลิกการรักษาการแทน', en: 'Delegation removed' },
  HolidayDeclared: { th: 'ประกาศวันหยุด', en: 'Holiday declared' },
  HolidayRemoved: { th: 'ยกเลิกวันหยุด', en: 'Holiday taken back' },
  RefusedAddressSetAside: { th: 'พักเรื่องที่อยู่อีเมลที่ไม่รับจดหมาย', en: 'Refused address set aside' },
  InvitationAccepted: { th: 'รับคำเชิญและตั้งรหัสผ่าน', en: 'Invitation accepted' },
  AccessRegained: { th: 'ตั้งรหัสผ่านใหม่ด้วยลิงก์', en: 'Access regained by the link' },
  SignedIn: { th: 'เข้าสู่ระบบ', en: 'Signed in' },
  IdentityConfirmed: { th: 'ยืนยันตัวตนอีกครั้ง', en: 'Confirmed who they are' },
  SignedOutEverywhere: { th: 'ออกจากระบบทุกแห่ง', en: 'Signed out everywhere' },
  SessionEnded: { th: 'สิ้นสุดการเข้าสู่ระบบครั้งหนึ่ง', en: 'A session ended' },
  PasswordChanged: { th: 'เปลี่ยนรหัสผ่าน', en: 'Password changed' },
  ProviderLinked: { th: 'เชื่อมบัญชีกับผู้ให้บริการยืนยันตัวตน', en: 'Linked to the identity provider' },
  SecondFactorEnrolled: { th: 'ตั้งค่าการยืนยันขั้นที่สอง', en: 'Second factor set up' },
  SecondFactorRemoved: { th: 'ยกเลิกการยืนยันขั้นที่สอง', en: 'Second factor removed' },
  RecoveryCodesRenewed: { th: 'ออกรหัสสำรองชุดใหม่', en: 'New recovery codes' },
  RecoveryCodeUsed: { th: 'ใช้รหัสสำรอง', en: 'Recovery code used' },
  PersonnelActionsRecorded: { th: 'บันทึกคำสั่งด้านบุคคล', en: 'Personnel actions recorded' },
  RelationshipsRecorded: { th: 'บันทึกความสัมพันธ์ของบุคลากร', en: 'Relationships of staff recorded' },
  RelationshipRemoved: { th: 'ลบความสัมพันธ์ของบุคลากร', en: 'Relationship of staff removed' },
  SignedOut: { th: 'ออกจากระบบ', en: 'Signed out' },
} satisfies Record<string, Bilingual>;

/** What a change that needs a second person is about. */
export const CHANGE_WORDING: Record<Proposal['kind'], Bilingual> = {
  roles: { th: 'บทบาท', en: 'Roles' },
  email: { th: 'ที่อยู่อีเมล', en: 'E-mail address' },
  naming: { th: 'ชื่อหรือตำแหน่ง', en: 'Name or post' },
  relationship: { th: 'ความสัมพันธ์ของบุคลากร', en: 'Relationship of staff' },
  reset: { th: 'เริ่มการเข้าใช้บัญชีใหม่', en: 'Access to begin anew' },
};

export type AgencyFact = keyof typeof AGENCY_FACT_WORDING;

/** The type itself where an old ledger holds one no longer known. */
export const agencyFactText = (type: string, language: Language): string =>
  type in AGENCY_FACT_WORDING ? AGENCY_FACT_WORDING[type as AgencyFact][language] : type;
