import { readFileSync } from 'node:fs';
import { projectPath } from '#settings/project-path.js';
import i18next, { type i18n } from 'i18next';
import { LANGUAGES, type Language } from './language.js';

/** Finds the text of a key, `{{name}}` replaced by `params.name`; `count` chooses a plural where there is one. */
export type Translate = (key: string, params?: Record<string, unknown>) => string;

type Texts = Record<string, unknown>;

const readTexts = (folder: string, language: Language): Texts =>
  JSON.parse(readFileSync(projectPath(folder, `${language}.json`), 'utf8')) as Texts;

/** The texts of `<folder>/th.json` (in the project) and `<folder>/en.json` of all folders; later folders win. */
export function loadTranslations(folders: readonly string[]): (language: Language) => Translate {
  const resources = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      { translation: Object.assign({}, ...folders.map((folder) => readTexts(folder, language))) as Texts },
    ]),
  );
  const instance: i18n = i18next.createInstance();
  void instance.init({
    lng: 'th',
    fallbackLng: false,
    resources,
    initAsync: false,
    // Nunjucks escapes what it prints.
    interpolation: { escapeValue: false },
  });
  const fixed = { th: instance.getFixedT('th'), en: instance.getFixedT('en') };
  return (language) => (key, params) => fixed[language](key, params ?? {});
}
