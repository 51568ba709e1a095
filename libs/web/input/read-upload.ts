import busboy from 'busboy';
import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import type { PostedForm } from '../complaint/posted-form.js';
import { Problem } from '../errors/problem.js';

/** One file of a form, while it comes in. Its content has to be read or it stands in the way of the next. */
export interface UploadedFile {
  /** As the sender's machine called it. */
  name: string;
  content: Readable;
  /** Whether the file was longer than is taken; known when the content has ended. */
  isCutOff: () => boolean;
}

/** The sender has gone in the middle of a form. */
class ConnectionCut extends Error {}

const FIELD_BYTES = 1_024 * 1_024;
const FIELDS = 100;
/** More than are taken, so that whoever chose too many is told so. */
const FILES = 100;

const add = (form: PostedForm, name: string, value: string): void => {
  const before = form[name];
  form[name] = before === undefined ? value : [...[before].flat(), value];
};

/**
 * Reads a form with files, each file given to `take` as it comes in, one after the other. The form's token has to come
 * ahead of the files. Rejects when the connection is cut, and with what `take` rejects with; the rest is not read then.
 */
export async function readUpload(
  request: Request,
  response: Response,
  fileBytes: number,
  take: (file: UploadedFile, form: PostedForm) => Promise<void>,
): Promise<PostedForm> {
  const form: PostedForm = {};
  const demandToken = (): void => {
    const isRight = response.locals['isTokenRight'] as (token: string | undefined) => boolean;
    const token = form['_csrf'];
    if (!isRight(typeof token === 'string' ? token : undefined)) throw new Problem('form-expired');
  };
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      // A file that fills its limit counts as cut off there: one byte more tells the two apart.
      limits: { fieldSize: FIELD_BYTES, fields: FIELDS, files: FILES, fileSize: fileBytes + 1 },
    });
  } catch {
    throw new Problem('broken-body');
  }
  let taking: Promise<void> = Promise.resolve();
  const fail = (error: Error): void => void parser.destroy(error);
  parser.on('field', (name, value) => add(form, name, value));
  parser.on('file', (_, content, { filename = '' }) => {
    // An input in which nothing was chosen comes as a file without a name.
    if (filename === '') {
      content.resume();
      return;
    }
    content.on('error', () => undefined);
    taking = taking.then(async () => {
      demandToken();
      await take({ name: filename, content, isCutOff: () => content.truncated === true }, form);
    });
    taking.catch(fail);
  });
  const cut = (): void => {
    if (!request.complete) fail(new ConnectionCut());
  };
  request.once('close', cut);
  try {
    await new Promise<void>((resolve, reject) => {
      parser.once('close', resolve).once('error', reject);
      request.pipe(parser);
    });
    await taking;
  } catch (error) {
    // What is left is let go by, or the sender would never come to read the answer.
    request.unpipe(parser);
    request.resume();
    // What `take` failed with comes before what that did to the reading.
    await taking;
    throw error instanceof Problem || error instanceof ConnectionCut ? error : new Problem('broken-body');
  } finally {
    request.off('close', cut);
  }
  demandToken();
  return form;
}
