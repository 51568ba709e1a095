/** One thing wrong in a pack, where it stands and what it is. */
export interface PackError {
  file: string;
  /** 1 for the first line. */
  line: number;
  /** From the top of the document, e.g. `clocks.2.extension.citation`; empty for the document itself. */
  path: string;
  message: string;
}

export const phrasePackError = ({ file, line, path, message }: PackError): string =>
  path === '' ? `${file}:${line}: ${message}` : `${file}:${line}: ${path}: ${message}`;

/** Thrown where a pack must be whole: the process that needs it cannot start. */
export class PackInvalid extends Error {
  override readonly name = 'PackInvalid';
  constructor(readonly errors: readonly PackError[]) {
    super(errors.map(phrasePackError).join('\n'));
  }
}
