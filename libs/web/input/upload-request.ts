import type { Request } from 'express';

/** Whether the request brings a form with files to one of the paths that take such. */
export const isUpload = ({ method, path, headers }: Request, uploads: RegExp | undefined): boolean =>
  method === 'POST' &&
  uploads?.test(path) === true &&
  (headers['content-type'] ?? '').toLowerCase().startsWith('multipart/form-data');
