import type { RequestHandler } from 'express';
import { Problem } from '../errors/problem.js';
import { hasControlCharacters } from './plain-text.schema.js';

/** Null when the path's escapes stand for no text. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Control characters, which no database keeps, are at no address and in no search. */
export const addressCheck: RequestHandler = (request, _, next) => {
  const path = decoded(request.path);
  if (path === null || hasControlCharacters(path)) {
    next(new Problem('not-found'));
    return;
  }
  const wrong = Object.entries(request.query).filter(([, value]) =>
    [value].flat().some((text) => typeof text === 'string' && hasControlCharacters(text)),
  );
  const errors = wrong.map(([field]) => ({ field, code: 'control-characters' }) as const);
  next(errors.length > 0 ? new Problem('validation', errors) : undefined);
};
