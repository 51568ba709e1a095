import type { Request } from 'express';
import type { Bilingual } from '#domain/policy/policy.js';

/** Thai first, English second. */
export const LANGUAGES = ['th', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The `action` of a form that is to come again in the other language, with what was typed and nothing done. */
export const CHANGE_LANGUAGE = 'language';

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

export const isApiRequest = ({ path }: Pick<Request, 'path'>): boolean => path.startsWith('/api/');

/** `?lang=` first; then the cookie for pages, `Accept-Language` for the API; else Thai. */
export function requestedLanguage(request: Request): Language {
  const asked = request.query['lang'];
  if (isLanguage(asked)) return asked;
  const preferred: unknown = isApiRequest(request)
    ? request.acceptsLanguages(...LANGUAGES)
    : (request.cookies as Record<string, unknown> | undefined)?.['lang'];
  return isLanguage(preferred) ? preferred : 'th';
}

/** The address of the same page in the other language, with the rest of its query. */
export function inOtherLanguage({ path, originalUrl }: Request, language: Language): string {
  const query = new URLSearchParams(originalUrl.split('?')[1]);
  query.set('lang', LANGUAGES.find((other) => other !== language) ?? language);
  return `${path}?${query.toString()}`;
}

/** The text in the language, with `{name}` replaced by `params.name`. */
export const phrase = (
  text: Bilingual,
  language: Language,
  params: Readonly<Record<string, string | number>> = {},
): string => text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
