import type { Bilingual } from '#domain/policy/policy.js';
import type { Role } from '#domain/policy/role.js';

export const ROLE_WORDING: Record<Role, Bilingual> = {
  'central-desk': { th: 'ศูนย์รับเรื่องร้องเรียน', en: 'Central desk' },
  officer: { th: 'เจ้าหน้าที่รับผิดชอบเรื่อง', en: 'Complaint officer' },
  'head-of-unit': { th: 'หัวหน้าหน่วยงาน', en: 'Head of unit' },
  'head-of-agency': { th: 'หัวหน้าส่วนราชการ', en: 'Head of agency' },
  auditor: { th: 'ผู้ตรวจสอบภายใน', en: 'Auditor' },
  custodian: { th: 'ผู้คุ้มครองผู้ร้องเรียน', en: 'Custodian' },
  administrator: { th: 'ผู้ดูแลระบบ', en: 'Administrator' },
};
