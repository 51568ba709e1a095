import type { Bilingual } from '#domain/policy/policy.js';
import type { Language } from '#web/language/language.js';
import type { REGIMES } from '../administration/people/person.form.js';

const REGIME_WORDING: Record<(typeof REGIMES)[number], Bilingual> = {
  ocsc: { th: 'ข้าราชการพลเรือนสามัญ (ก.พ.)', en: 'Civil servant' },
  bma: { th: 'ข้าราชการกรุงเทพมหานคร', en: 'Official of Bangkok' },
  teacher: { th: 'ข้าราชการครูและบุคลากรทางการศึกษา', en: 'Teacher or educational staff' },
  police: { th: 'ข้าราชการตำรวจ', en: 'Police' },
  local: { th: 'ข้าราชการหรือพนักงานส่วนท้องถิ่น', en: 'Official of a local administration' },
  employee: { th: 'พนักงานราชการหรือลูกจ้าง', en: 'Employee' },
};

/** The name of a personnel regime; one that an agency added stands for itself. */
export const regimeText = (regime: string, language: Language): string =>
  regime in REGIME_WORDING ? REGIME_WORDING[regime as keyof typeof REGIME_WORDING][language] : regime;
