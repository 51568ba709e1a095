import type { Bilingual } from '#domain/policy/policy.js';
import type { RelationshipKind } from '#domain/routing/relationship.js';

export const RELATIONSHIP_WORDING: Record<RelationshipKind, Bilingual> = {
  spouse: { th: 'คู่สมรสหรือคู่หมั้น', en: 'Spouse or fiancé(e)' },
  'ascendant-or-descendant': { th: 'บุพการีหรือผู้สืบสันดาน', en: 'Parent or child, at any remove' },
  collateral: { th: 'พี่น้องหรือลูกพี่ลูกน้อง', en: 'Sibling or cousin' },
  'in-law': { th: 'ญาติทางการสมรส', en: 'In-law' },
  business: { th: 'มีธุรกิจหรือผลประโยชน์ร่วมกัน', en: 'Shared business or interest' },
};
