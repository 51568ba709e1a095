/** Why a file is not taken. */
export const FILE_FAULTS = [
  'empty',
  'too-big',
  'case-full',
  'too-many-files',
  'wrong-type',
  'polyglot',
  'zip-bomb',
  'broken',
  'has-macros',
  'not-cleaned',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** Thrown where a check finds that the file cannot be taken. */
export class FileRefused extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
  }
}
