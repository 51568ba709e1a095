/** The same words in Thai and in English. */
export interface Bilingual {
  th: string;
  en: string;
}
