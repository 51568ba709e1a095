import express, { type RequestHandler } from 'express';
import { isApiRequest } from '../language/language.js';
import { Problem } from '../errors/problem.js';
import { isUpload } from './upload-request.js';

const API_LIMIT = '256kb';
/** Higher, so that a text too long for us comes back into its form with a message, and is not lost. */
const FORM_LIMIT = '1mb';

/**
 * Parses JSON under `/api/` and forms elsewhere. A body of another type, or broken, is a 4xx; one with files is left to
 * the path that takes such.
 */
export function bodyParsing(uploads?: RegExp): RequestHandler[] {
  const json = express.json({ limit: API_LIMIT, strict: false });
  const form = express.urlencoded({ limit: FORM_LIMIT, extended: false, parameterLimit: 500 });
  return [
    (request, response, next) => (isApiRequest(request) ? json : form)(request, response, next),
    (request, _, next) => {
      if (isUpload(request, uploads)) {
        next();
        return;
      }
      const hasBody =
        request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
      next(hasBody && request.body === undefined ? new Problem('unsupported-media-type') : undefined);
    },
  ];
}
