import type { Status } from '#domain/complaint/status.js';
import type { Bilingual } from '#domain/policy/policy.js';

export const STATUS_WORDING: Record<Status, Bilingual> = {
  received: { th: 'รับเรื่องแล้ว', en: 'Received' },
  'rejection-proposed': { th: 'เสนอไม่รับเรื่อง รอผู้อนุมัติ', en: 'Rejection proposed' },
  rejected: { th: 'ไม่รับเรื่องไว้พิจารณา', en: 'Rejected' },
  referred: { th: 'ส่งต่อหน่วยงานอื่น', en: 'Referred' },
  accepted: { th: 'รับไว้พิจารณา', en: 'Accepted' },
  assigned: { th: 'มอบหมายเจ้าหน้าที่แล้ว', en: 'Assigned' },
  'fact-finding': { th: 'อยู่ระหว่างสืบหาข้อเท็จจริง', en: 'Fact-finding' },
  reported: { th: 'รายงานผลการสืบหาข้อเท็จจริงแล้ว', en: 'Reported' },
  decided: { th: 'สั่งการแล้ว', en: 'Decided' },
  'outcome-told': { th: 'แจ้งผลแล้ว', en: 'Outcome told' },
  closed: { th: 'ปิดเรื่อง', en: 'Closed' },
  final: { th: 'สิ้นสุด', en: 'Final' },
};

/**
 * What a complainant is told of the status. Who proposes or decides inside the agency is not theirs to see:
 * until the outcome is told, only that the matter is being looked into.
 */
export const PUBLIC_STATUS: Record<Status, Bilingual> = {
  ...STATUS_WORDING,
  'rejection-proposed': STATUS_WORDING.received,
  assigned: { th: 'อยู่ระหว่างสืบหาข้อเท็จจริง', en: 'Fact-finding' },
  reported: { th: 'อยู่ระหว่างพิจารณาผล', en: 'Being decided' },
  decided: { th: 'อยู่ระหว่างแจ้งผล', en: 'Decided, outcome about to be told' },
};
