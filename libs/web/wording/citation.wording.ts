import type { Bilingual, Citation, Policy } from '#domain/policy/policy.js';
import { phrase, type Language } from '../language/language.js';

const KINDS: Record<Citation['kind'], Bilingual> = {
  law: { th: '{text}', en: '{text}' },
  'agency-policy': { th: 'นโยบายของหน่วยงาน: {text}', en: 'agency policy: {text}' },
  // Its text says in so many words that it is no law of the land.
  'best-practice': { th: '{text}', en: '{text}' },
};
const UNVERIFIED: Bilingual = {
  th: 'นโยบายของหน่วยงานตามประกาศของหน่วยงาน',
  en: "agency policy, under the agency's own announcement",
};

/** Where a rule comes from, fit for the public: what is not verified is never printed as law (LAW.md). */
export function citationText(
  key: string,
  language: Language,
  { citations }: Pick<Policy, 'citations'>,
): string {
  const citation = citations[key];
  if (citation === undefined || (citation.kind === 'law' && citation.verified === 'GK'))
    return phrase(UNVERIFIED, language);
  return phrase(KINDS[citation.kind], language, { text: citation.text[language] });
}
