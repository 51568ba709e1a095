import { text } from 'node:stream/consumers';
import type { Request, Response } from 'express';
import { type PostedForm, textOf } from '../complaint/posted-form.js';
import { readUpload } from './read-upload.js';

const FILE_BYTES = 1_024 * 1_024;

/** The list that came as a file, or what a client sent as the field `csv`; null when the file is longer than 1 MiB. */
export async function readList(request: Request, response: Response): Promise<string | null> {
  if (request.body !== undefined) return textOf(request.body as PostedForm, 'csv');
  let list: string | null = '';
  await readUpload(request, response, FILE_BYTES, async ({ content, isCutOff }) => {
    const read = await text(content);
    list = isCutOff() ? null : read;
  });
  return list;
}
