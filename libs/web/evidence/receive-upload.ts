import type { Request, Response } from 'express';
import { FileRefused } from '#evidence/checking/file-fault.js';
import type { EvidenceLimits } from '#evidence/evidence-room.js';
import { shownName } from '#evidence/file-name.js';
import { textOf, type PostedForm } from '../complaint/posted-form.js';
import type { FieldError } from '../errors/problem.js';
import { readUpload, type UploadedFile } from '../input/read-upload.js';

/** A file with what its sender wants done with it. */
export interface WantedFile extends UploadedFile {
  keepsOriginal: boolean;
  onlyCleaned: boolean;
}

/** What a form with files brought. */
export interface Uploaded<T> {
  form: PostedForm;
  taken: T[];
  /** Why the others were not taken, each by its name. */
  faults: FieldError[];
}

const MEGABYTE = 1_024 * 1_024;

function faultOf(error: FileRefused, name: string, limits: EvidenceLimits): FieldError {
  const { fault } = error;
  const limit =
    fault === 'too-many-files'
      ? limits.files
      : (fault === 'case-full' ? limits.whole : limits.file) / MEGABYTE;
  return { field: 'files', code: `file-${fault}`, params: { name: shownName(name), limit } };
}

/**
 * Reads a form, with its files where it has any: each is taken or refused by itself. A form that came without files was
 * read already.
 */
export async function receiveUpload<T>(
  request: Request,
  response: Response,
  limits: EvidenceLimits,
  take: (file: WantedFile) => Promise<T>,
): Promise<Uploaded<T>> {
  if (request.body !== undefined) return { form: request.body as PostedForm, taken: [], faults: [] };
  const taken: T[] = [];
  const faults: FieldError[] = [];
  const form = await readUpload(
    request,
    response,
    limits.file,
    async ({ name, content, isCutOff }, fields) => {
      try {
        if (taken.length + faults.length >= limits.files) throw new FileRefused('too-many-files');
        const keepsOriginal = textOf(fields, 'keepOriginal') === 'yes';
        const onlyCleaned = textOf(fields, 'onlyCleaned') === 'yes';
        taken.push(await take({ name, content, isCutOff, keepsOriginal, onlyCleaned }));
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        content.resume();
        faults.push(faultOf(error, name, limits));
      }
    },
  );
  return { form, taken, faults };
}
